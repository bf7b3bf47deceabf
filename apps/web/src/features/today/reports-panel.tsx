import { getReportTasks, type ReportTasks } from '@miaopu/contract';
import type { ReactNode } from 'react';
import { Link } from 'react-router';
import { Panel } from '../../shared/components/page.tsx';
import { useEndpoint } from '../../shared/use-endpoint.ts';
import { useWords } from './locale.ts';

type Task = { readonly view: string; readonly words: string; readonly late: boolean };

/** What reporting wants of the reader: to fill, to sign, to chase; nothing where it wants nothing. */
export function ReportsPanel({ plan }: { plan: string }): ReactNode {
  const say = useWords();
  const { data } = useEndpoint(getReportTasks, { params: { plan } });
  const tasks = data ? tasksOf(data, say) : [];
  if (tasks.length === 0) return null;
  return (
    <Panel title={say('reports.title')}>
      <ul className="report-tasks">
        {tasks.map(({ view, words, late }) => (
          <li key={view} className={late ? 'report-task-late' : undefined}>
            <Link to={`/g/reports?view=${view}`}>{words}</Link>
          </li>
        ))}
      </ul>
    </Panel>
  );
}

function tasksOf(tasks: ReportTasks, say: ReturnType<typeof useWords>): Task[] {
  const { due, late, returned, waiting, unitsLate, townsLate, disputes } = tasks;
  const all: (Task & { count: number })[] = [
    {
      view: 'mine',
      count: due,
      late: late > 0,
      words: [
        say('reports.due', { count: due }),
        late > 0 && say('reports.due.late', { count: late }),
        returned > 0 && say('reports.due.returned', { count: returned }),
      ]
        .filter(Boolean)
        .join(say('reports.comma')),
    },
    { view: 'waiting', count: waiting, late: false, words: say('reports.waiting', { count: waiting }) },
    {
      view: 'district',
      count: unitsLate,
      late: true,
      words:
        townsLate > 0
          ? say('reports.late.towns', { units: unitsLate, towns: townsLate })
          : say('reports.late', { count: unitsLate }),
    },
    { view: 'disputes', count: disputes, late: false, words: say('reports.disputes', { count: disputes }) },
  ];
  return all.filter(({ count }) => count > 0);
}
