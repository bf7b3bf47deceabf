import { fileURLToPath } from 'node:url';
import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';

/** The API is proxied while developing; built files are served by the server itself. */
const server = process.env.MIAOPU_SERVER ?? 'http://localhost:8080';

export default defineConfig({
  plugins: [react()],
  // The server puts a nonce in its place with each page, and style elements carry it (src/app/style-nonce.ts).
  html: { cspNonce: '__MIAOPU_NONCE__' },
  // see there: the browser needs the contract's paths, not its schemas
  resolve: { alias: { zod: fileURLToPath(new URL('./without-schemas.ts', import.meta.url)) } },
  // The server compares the page's origin with its own address, so the address is passed on as it is.
  server: { proxy: { '/api': { target: server, changeOrigin: false } } },
  build: {
    outDir: 'dist',
    // which file holds which page: the server says it ahead
    manifest: true,
    target: 'es2022',
    // the largest is the list of English words and names, which is asked for when somebody chooses a password
    chunkSizeWarningLimit: 1300,
    rolldownOptions: {
      output: {
        // what every page needs is one file: each is a round through the browser's processes, of which there were twenty
        codeSplitting: {
          groups: [{ name: 'base', tags: ['$initial'] }],
        },
      },
    },
  },
});
