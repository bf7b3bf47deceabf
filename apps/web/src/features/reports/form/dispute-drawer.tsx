import { type EvidenceFile, openDispute, type ReportCell, type Submission } from '@miaopu/contract';
import { App, Button, Drawer, Form, Input } from 'antd';
import { type ReactNode, useState } from 'react';
import { Failure } from '../../../shared/components/notice.tsx';
import { readNumber } from '../../../shared/grid/read-number.ts';
import { useLabel, useLanguage } from '../../../shared/words.ts';
import { useWords } from '../locale.ts';
import { typedUnit, unitOf, valueWithUnit } from './cell-text.ts';
import { FileList, keyOfSubmission, UploadButton } from './evidence-panel.tsx';
import { useAct } from './use-submission.ts';

type Fields = { claimed: string; reason: string };

/** A unit says that a counted value is not right: its own figure, why, and what proves it. The office settles it. */
export function DisputeDrawer(props: {
  submission: Submission;
  cell: ReportCell;
  counted: string;
  onClose: () => void;
}): ReactNode {
  const say = useWords();
  const label = useLabel();
  const language = useLanguage();
  const { message } = App.useApp();
  const { submission, cell, counted, onClose } = props;
  const [files, setFiles] = useState<EvidenceFile[]>([]);
  const dispute = useAct(openDispute);
  const unit = typedUnit(cell) ?? 'count';
  function save({ claimed, reason }: Fields): void {
    const read = readNumber(claimed, unit);
    if (read.kind !== 'number') return;
    dispute.mutate(
      {
        params: keyOfSubmission(submission),
        body: { cell: cell.id, counted, claimed: read.stored, reason, evidence: files.map(({ id }) => id) },
      },
      {
        onSuccess() {
          message.success(say('dispute.done'));
          onClose();
        },
      },
    );
  }
  return (
    <Drawer open size={480} title={say('dispute.title', { cell: label(cell.label) })} onClose={onClose}>
      <p>{say('dispute.counted', { value: valueWithUnit(cell, counted, language) })}</p>
      <Form<Fields> layout="vertical" onFinish={save} validateTrigger="onBlur">
        <Form.Item
          name="claimed"
          label={say('dispute.claimed')}
          required
          rules={[
            {
              validator: async (_, text: string | undefined) => {
                if (readNumber(text ?? '', unit).kind !== 'number')
                  throw new Error(say('dispute.claimed.bad'));
              },
            },
          ]}
        >
          <Input inputMode="decimal" suffix={unitOf(cell, language)} autoFocus />
        </Form.Item>
        <Form.Item
          name="reason"
          label={say('dispute.reason')}
          rules={[{ required: true, whitespace: true, message: say('dispute.reason.missing') }]}
        >
          <Input.TextArea
            autoSize={{ minRows: 3 }}
            maxLength={2000}
            placeholder={say('dispute.reason.hint')}
          />
        </Form.Item>
        <p className="form-label">{say('dispute.evidence')}</p>
        <FileList submission={submission} files={files} open={false} />
        <UploadButton
          submission={submission}
          item="dispute"
          what={say('dispute.evidence')}
          onDone={(file) => setFiles((before) => [...before, file])}
        />
        {dispute.error && <Failure problem={dispute.error} title={say('dispute.failed')} />}
        <p className="will">{say('dispute.will')}</p>
        <div className="drawer-footer">
          <Button onClick={onClose}>{say('cancel')}</Button>
          <Button type="primary" htmlType="submit" loading={dispute.isPending}>
            {say('dispute.open')}
          </Button>
        </div>
      </Form>
    </Drawer>
  );
}
