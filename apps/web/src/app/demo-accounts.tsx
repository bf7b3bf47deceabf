import { Select } from 'antd';
import type { ReactNode } from 'react';
import { useRoleName } from '../shared/roles.ts';
import { useLabel } from '../shared/words.ts';
import type { DemoAccount } from './demo.ts';
import { useWords } from './locale.ts';

const groups = {
  department: ['department'],
  town: ['town'],
  partner: ['bank', 'laboratory', 'provider'],
  enterprise: ['enterprise'],
} as const satisfies Record<string, readonly DemoAccount['organisation']['kind'][]>;

const atTheTop = ({ organisation: { kind } }: DemoAccount) => kind === 'office' || kind === 'leading_group';

/** The demo's sign-ins: the office's to click, the others in a list by kind of organisation. */
export function DemoAccounts(props: {
  accounts: readonly DemoAccount[];
  onChoose: (account: DemoAccount) => void;
}): ReactNode {
  const say = useWords();
  const labelOf = useLabel();
  const roleName = useRoleName();
  const nameOf = ({ organisation: { name } }: DemoAccount) => labelOf(name);
  const choices = Object.entries(groups).map(([group, kinds]) => ({
    label: say(`sign_in.demo.${group as keyof typeof groups}`),
    options: props.accounts
      .filter(({ organisation: { kind } }) => (kinds as readonly string[]).includes(kind))
      .map((account) => ({
        value: account.email,
        label: `${nameOf(account)} · ${roleName(account.role)}`,
      })),
  }));
  return (
    <section className="sign-in-demo" aria-label={say('sign_in.demo')}>
      <p>
        <b>{say('sign_in.demo')}</b> {say('sign_in.demo.hint')}
      </p>
      {props.accounts.filter(atTheTop).map((account) => (
        <button key={account.email} type="button" onClick={() => props.onChoose(account)}>
          <span>{roleName(account.role)}</span>
          <code>{account.email}</code>
        </button>
      ))}
      <Select
        aria-label={say('sign_in.demo.more')}
        placeholder={say('sign_in.demo.more')}
        options={choices}
        showSearch={{ optionFilterProp: 'label' }}
        onChange={(email: string) => {
          const account = props.accounts.find((one) => one.email === email);
          if (account) props.onChoose(account);
        }}
      />
    </section>
  );
}
