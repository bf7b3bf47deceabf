import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';

/** The API is proxied while developing; built files are served by the server itself. */
const server = process.env.MIAOPU_SERVER ?? 'http://localhost:8080';

export default defineConfig({
  plugins: [react()],
  server: { proxy: { '/api': server } },
  build: { outDir: 'dist', target: 'es2022', chunkSizeWarningLimit: 700 },
});
