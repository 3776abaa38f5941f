import { join } from 'node:path';
import { defineConfig } from 'vite';

/** Builds the page into `dist/`: a script, a style sheet and an icon, each named by its content. */
export default defineConfig({
  root: join(import.meta.dirname, 'page'),
  base: '/',
  publicDir: false,
  logLevel: 'warn',
  build: {
    outDir: join(import.meta.dirname, 'dist'),
    emptyOutDir: true,
    // Browsers of the spring of 2024: the first that all know `light-dark()`.
    target: ['chrome123', 'firefox121', 'safari17.5'],
    // The page's policy allows no `data:` addresses.
    assetsInlineLimit: 0,
    modulePreload: false,
    reportCompressedSize: false,
  },
  plugins: [
    {
      name: 'before-anything-is-painted',
      // The colours that were chosen are set by the script: painting before it would flash the others.
      transformIndexHtml: (html) => html.replace('<script type="module" crossorigin', '$& blocking="render"'),
    },
  ],
});
