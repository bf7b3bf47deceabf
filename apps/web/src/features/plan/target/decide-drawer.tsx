import { decideDefinition, getCockpit, getTarget, listBehind, type TargetPage } from '@miaopu/contract';
import { App, Button, Drawer, Form } from 'antd';
import { type ReactNode, useState } from 'react';
import { Failure } from '../../../shared/components/notice.tsx';
import { useCommand } from '../../../shared/use-endpoint.ts';
import { useLabel } from '../../../shared/words.ts';
import { useWords } from '../locale.ts';
import { useDraft } from '../use-draft.ts';
import { DecideFields, type DecideValues } from './decide-fields.tsx';
import { type Definition, type DefinitionWords, differencesBetween } from './definition-differences.ts';
import { DifferenceList } from './difference-list.tsx';

const nothing = { zh: '', en: '' };

function valuesOf(definition: Definition): DecideValues {
  return {
    numerator: definition.numerator,
    denominator: definition.denominator ?? nothing,
    baseline: definition.baseline ?? nothing,
    basis: definition.basis,
    distinctBy: definition.distinctBy ?? nothing,
    evidence: definition.evidence,
    measure: definition.measure,
    reason: '',
    documentNumber: '',
  };
}

function wordsOf(values: DecideValues): DefinitionWords {
  const given = (labels: { zh: string; en: string }) => (labels.zh.trim() ? labels : null);
  return {
    numerator: values.numerator,
    denominator: given(values.denominator),
    baseline: given(values.baseline),
    basis: values.basis,
    distinctBy: given(values.distinctBy),
    evidence: values.evidence,
    measure: values.measure,
  };
}

/** The office writes a new version, sees how it differs, reads what will happen, and decides. */
export function DecideDrawer(props: {
  page: TargetPage;
  current: Definition;
  onClose: () => void;
}): ReactNode {
  const { page, current } = props;
  const say = useWords();
  const label = useLabel();
  const { message } = App.useApp();
  const [form] = Form.useForm<DecideValues>();
  const draft = useDraft<DecideValues>(`definition.${page.plan.id}.${page.card.id}.${current.version}`);
  const [review, setReview] = useState<DecideValues | null>(null);
  const command = useCommand(decideDefinition, [getTarget, getCockpit, listBehind]);

  function decide(values: DecideValues): void {
    const body = {
      ...wordsOf(values),
      basedOn: current.version,
      reason: values.reason.trim(),
      documentNumber: values.documentNumber.trim() || null,
    };
    command.mutate(
      { params: { plan: page.plan.id, target: page.card.id }, body },
      {
        onSuccess: ({ version }) => {
          draft.discard();
          message.success(say('decide.done', { version }));
          props.onClose();
        },
      },
    );
  }

  return (
    <Drawer
      open
      size={720}
      title={say('decide.title', { target: label(page.card.title) })}
      onClose={props.onClose}
      extra={<span className="versions-who">{say('decide.based', { version: current.version })}</span>}
      footer={
        review ? (
          <ReviewFooter
            version={current.version + 1}
            blocked={differencesBetween(current, wordsOf(review)).length === 0}
            busy={command.isPending}
            onBack={() => setReview(null)}
            onDecide={() => decide(review)}
          />
        ) : (
          <div className="drawer-footer">
            <Button
              onClick={() => {
                draft.discard();
                form.setFieldsValue(valuesOf(current));
              }}
            >
              {say('decide.discard')}
            </Button>
            <Button type="primary" onClick={() => form.submit()}>
              {say('decide.next')}
            </Button>
          </div>
        )
      }
    >
      {command.error && <Failure problem={command.error} title={say('decide.failed')} />}
      {review && <Review current={current} values={review} />}
      <Form<DecideValues>
        form={form}
        layout="vertical"
        initialValues={draft.kept ?? valuesOf(current)}
        onValuesChange={(_, values) => draft.keep(values)}
        onFinish={setReview}
        validateTrigger="onBlur"
        scrollToFirstError
        hidden={review !== null}
      >
        <DecideFields />
      </Form>
    </Drawer>
  );
}

function Review({ current, values }: { current: Definition; values: DecideValues }): ReactNode {
  const say = useWords();
  const differences = differencesBetween(current, wordsOf(values));
  if (differences.length === 0) return <p>{say('decide.none')}</p>;
  return (
    <>
      <DifferenceList differences={differences} />
      <p>{say('definition.reason', { reason: values.reason })}</p>
      <p className="will">{say('decide.will', { version: current.version })}</p>
    </>
  );
}

function ReviewFooter(props: {
  version: number;
  blocked: boolean;
  busy: boolean;
  onBack: () => void;
  onDecide: () => void;
}): ReactNode {
  const say = useWords();
  return (
    <div className="drawer-footer">
      <Button onClick={props.onBack}>{say('decide.back')}</Button>
      <Button type="primary" disabled={props.blocked} loading={props.busy} onClick={props.onDecide}>
        {say('decide.confirm', { version: props.version })}
      </Button>
    </div>
  );
}
