import { getDemoAccounts } from '@miaopu/contract';
import { useQuery } from '@tanstack/react-query';
import { type AnswerOf, call } from '../shared/client.ts';

export type DemoAccount = AnswerOf<typeof getDemoAccounts>['accounts'][number];

/** Demo accounts to show beside the sign-in, none where the server does not speak of any. */
export function useDemoAccounts() {
  const { data } = useQuery({
    queryKey: ['demo'],
    queryFn: ({ signal }) => call(getDemoAccounts, {}, { signal }),
    retry: false,
    staleTime: Number.POSITIVE_INFINITY,
  });
  return data?.accounts ?? [];
}
