import { listPolicies } from '@miaopu/contract';
import type { ReactNode } from 'react';
import { Link, useNavigate } from 'react-router';
import { Page } from '../../../shared/components/page.tsx';
import { useEndpoint } from '../../../shared/use-endpoint.ts';
import { useWords } from '../locale.ts';
import { SearchForm } from './search-form.tsx';
import './public.css';

const categories = ['law', 'entrepreneurship', 'innovation', 'finance', 'market', 'rights'] as const;

/** The first page of the public face: a search box over the policies, and the six subjects of the plan's platform (clause 3.3.1.b). */
export function HomePage(): ReactNode {
  const say = useWords();
  const navigate = useNavigate();
  const { data } = useEndpoint(listPolicies, { query: { limit: 1, state: 'in_force' } });
  return (
    <Page title={say('home.title')}>
      <p className="home-text">{say('home.text')}</p>
      <SearchForm
        words=""
        onSearch={(words) => void navigate(words ? `/policies?q=${encodeURIComponent(words)}` : '/policies')}
      />
      <section className="home-check">
        <div>
          <h2>{say('home.check')}</h2>
          <p>{say('home.check.text')}</p>
        </div>
        <Link className="policy-check" to="/check">
          {say('home.check.go')}
        </Link>
      </section>
      <nav aria-label={say('home.categories')}>
        <ul className="home-categories">
          {categories.map((category) => (
            <li key={category}>
              <Link to={`/policies?category=${category}`}>
                <b>{say(`category.${category}`)}</b>
                <span>{data ? say('home.count', { count: data.facets.category[category] ?? 0 }) : ' '}</span>
              </Link>
            </li>
          ))}
        </ul>
      </nav>
    </Page>
  );
}
