import { Button, Input } from 'antd';
import { type ReactNode, useState } from 'react';
import { useWords } from '../locale.ts';

/** The search over policies: one large field, Enter searches. */
export function SearchForm({
  words,
  onSearch,
}: {
  words: string;
  onSearch: (words: string) => void;
}): ReactNode {
  const say = useWords();
  const [typed, setTyped] = useState(words);
  return (
    <search className="policy-search">
      <form
        onSubmit={(event) => {
          event.preventDefault();
          onSearch(typed.trim());
        }}
      >
        <Input
          size="large"
          type="search"
          allowClear
          aria-label={say('home.search')}
          placeholder={say('home.search.hint')}
          value={typed}
          onChange={(event) => setTyped(event.target.value)}
        />
        <Button size="large" type="primary" htmlType="submit">
          {say('home.search.button')}
        </Button>
      </form>
    </search>
  );
}
