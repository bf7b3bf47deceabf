import { endpoint, roleSchema } from '@miaopu/contract';
import { useQuery } from '@tanstack/react-query';
import { z } from 'zod';
import { call } from '../shared/client.ts';

/** The demo district says its sign-ins; a real one does not have this address. */
const getDemo = endpoint({
  method: 'GET',
  path: '/api/demo',
  summary: 'The demo accounts, where there are any',
  access: 'public',
  response: z.strictObject({
    accounts: z.array(z.strictObject({ email: z.string(), password: z.string(), role: roleSchema })),
  }),
});

/** Demo accounts to show beside the sign-in, none where the server does not speak of any. */
export function useDemoAccounts() {
  const { data } = useQuery({
    queryKey: ['demo'],
    queryFn: ({ signal }) => call(getDemo, {}, { signal }),
    retry: false,
    staleTime: Number.POSITIVE_INFINITY,
  });
  return data?.accounts ?? [];
}
