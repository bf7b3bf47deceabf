import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';

/** The API is proxied while developing; built files are served by the server itself. */
const server = process.env.MIAOPU_SERVER ?? 'http://localhost:8080';

export default defineConfig({
  plugins: [react()],
  // The server compares the page's origin with its own address, so the address is passed on as it is.
  server: { proxy: { '/api': { target: server, changeOrigin: false } } },
  build: {
    outDir: 'dist',
    target: 'es2022',
    chunkSizeWarningLimit: 700,
    rolldownOptions: {
      output: {
        // Zod tries to compile schemas by `new Function`, which our content security policy reports as a violation.
        // It reads this setting when a schema is made, so it must stand before the first one.
        banner: (chunk) =>
          chunk.moduleIds.some((id) => id.includes('/node_modules/zod/'))
            ? '(globalThis.__zod_globalConfig ??= {}).jitless = true;'
            : '',
      },
    },
  },
});
