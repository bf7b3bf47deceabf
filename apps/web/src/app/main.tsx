import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { RouterProvider } from 'react-router/dom';
import { AntProvider } from './ant-provider.tsx';
import { createRouter } from './router.tsx';
import { carryStyleNonce } from './style-nonce.ts';
import { warmUp } from './warm-up.ts';
import './global.css';

carryStyleNonce();
const queries = new QueryClient({
  defaultOptions: { queries: { staleTime: 30_000, refetchOnWindowFocus: true } },
});
warmUp(queries, window.location);
const router = createRouter();

createRoot(document.getElementById('root')!).render(
  <StrictMode>
    <QueryClientProvider client={queries}>
      <AntProvider>
        <RouterProvider router={router} />
      </AntProvider>
    </QueryClientProvider>
  </StrictMode>,
);
