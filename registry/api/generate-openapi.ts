/** Writes `openapi.json` beside this file. Usage: node registry/api/generate-openapi.ts */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { openapiText } from './openapi.ts';
import { ROUTES } from './routes.ts';

writeFileSync(join(import.meta.dirname, 'openapi.json'), openapiText(ROUTES));
