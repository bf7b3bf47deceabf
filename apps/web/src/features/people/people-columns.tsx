import type { PersonRow } from '@miaopu/contract';
import type { ReactNode } from 'react';
import type { DataColumn } from '../../shared/components/data-table.tsx';
import { dash, formatDay, formatInstant } from '../../shared/formats.ts';
import { useRoleName } from '../../shared/roles.ts';
import { useMay, useSession } from '../../shared/session.ts';
import { useLabel } from '../../shared/words.ts';
import { AccountActs } from './account-acts.tsx';
import { EndMembership } from './end-membership.tsx';
import { useWords } from './locale.ts';
import { RenamePerson } from './rename-person.tsx';

/** The columns of the people's table; what is done to a membership stands beside it. */
export function usePeopleColumns(): DataColumn<PersonRow>[] {
  const say = useWords();
  const mayLock = useMay('people.lock');
  const { user } = useSession();
  return [
    {
      key: 'name',
      title: say('column.name'),
      width: 290,
      always: true,
      render: (person) => (
        <span className="people-name">
          <b>
            {person.name}
            {mayLock && person.id !== user.id && <RenamePerson person={person} />}
          </b>
          <small>{person.email}</small>
        </span>
      ),
    },
    {
      key: 'memberships',
      title: say('column.memberships'),
      width: 380,
      render: (person) => <Memberships person={person} />,
    },
    {
      key: 'second',
      title: say('column.second'),
      width: 110,
      render: ({ secondFactor }) => say(secondFactor ? 'second.on' : 'second.off'),
    },
    {
      key: 'last',
      title: say('column.last'),
      width: 150,
      render: ({ lastSignedInAt }) => formatInstant(lastSignedInAt),
    },
    ...(mayLock
      ? [
          {
            key: 'account',
            title: say('column.account'),
            width: 210,
            render: (person: PersonRow) => <AccountActs person={person} />,
          },
        ]
      : []),
  ];
}

function Memberships({ person }: { person: PersonRow }): ReactNode {
  const say = useWords();
  const labelOf = useLabel();
  const roleName = useRoleName();
  if (person.memberships.length === 0) return <span className="people-quiet">{dash}</span>;
  return (
    <ul className="people-memberships">
      {person.memberships.map(({ id, role, organisation, lastDay }) => (
        <li key={id}>
          <span>
            {labelOf(organisation.name)}
            <small>
              {roleName(role)}
              {lastDay && ` · ${say('until', { day: formatDay(lastDay) })}`}
            </small>
          </span>
          {lastDay === null && <EndMembership id={id} person={person.name} />}
        </li>
      ))}
    </ul>
  );
}
