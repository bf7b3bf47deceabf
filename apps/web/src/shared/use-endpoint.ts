import type { Endpoint } from '@miaopu/contract';
import {
  keepPreviousData,
  type QueryClient,
  queryOptions,
  type UseMutationResult,
  type UseQueryResult,
  useMutation,
  useQuery,
  useQueryClient,
} from '@tanstack/react-query';
import { type AnswerOf, CallFailed, call, type InputOf } from './client.ts';

export type QuerySettings = {
  /** Milliseconds between refreshes, or false. */
  refetchInterval?: number | false;
  enabled?: boolean;
  /** Keeps showing the last answer while filters change, so that nothing jumps. */
  keepPrevious?: boolean;
  staleTime?: number;
};

/** The key under which answers of an endpoint are kept; without input, of all its calls. */
export function keyOf<E extends Endpoint>(endpoint: E, input?: InputOf<E>): readonly unknown[] {
  const name = `${endpoint.method} ${endpoint.path}`;
  return input === undefined ? [name] : [name, input];
}

/** TanStack Query's options for one call. */
export function endpointQuery<E extends Endpoint>(endpoint: E, input: InputOf<E>) {
  return queryOptions<AnswerOf<E>, CallFailed>({
    queryKey: keyOf(endpoint, input),
    queryFn: ({ signal }) => call(endpoint, input, { signal }),
    retry: (failures, problem) => problem instanceof CallFailed && problem.status === 0 && failures < 2,
  });
}

/** Reads an endpoint and keeps the answer fresh. */
export function useEndpoint<E extends Endpoint>(
  endpoint: E,
  input: InputOf<E>,
  { keepPrevious, ...settings }: QuerySettings = {},
): UseQueryResult<AnswerOf<E>, CallFailed> {
  const options = endpointQuery(endpoint, input);
  return useQuery({
    ...options,
    ...settings,
    ...(keepPrevious ? { placeholderData: keepPreviousData as never } : {}),
  });
}

/** Writes through an endpoint; afterwards the answers of `refreshes` are read again. */
export function useCommand<E extends Endpoint>(
  endpoint: E,
  refreshes: readonly Endpoint[] = [],
): UseMutationResult<AnswerOf<E>, CallFailed, InputOf<E>> {
  const queries = useQueryClient();
  return useMutation<AnswerOf<E>, CallFailed, InputOf<E>>({
    mutationFn: (input) => call(endpoint, input),
    onSuccess: () => readAgain(queries, refreshes),
  });
}

/** The same for a form that writes through one of several endpoints: it is handed the call itself. */
export function useWriting(
  refreshes: readonly Endpoint[],
): UseMutationResult<unknown, CallFailed, () => Promise<unknown>> {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: (write) => write(),
    onSuccess: () => readAgain(queries, refreshes),
  });
}

async function readAgain(queries: QueryClient, endpoints: readonly Endpoint[]): Promise<void> {
  await Promise.all(endpoints.map((other) => queries.invalidateQueries({ queryKey: keyOf(other) })));
}
