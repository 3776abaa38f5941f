import { render } from 'preact';
import { App } from './app.tsx';
import { followLinks } from './routing/location.ts';
import { Services } from './services.ts';
import { applyScheme } from './shell/theme.ts';

applyScheme();
followLinks();
const services = new Services();
services.start();
const place = document.getElementById('page');
if (place) render(<App services={services} />, place);
