import { type ImportPreview, remapImport } from '@miaopu/contract';
import { Button } from 'antd';
import { type ReactNode, useState } from 'react';
import { Bones } from '../../shared/components/bones.tsx';
import { EmptyState, Failure } from '../../shared/components/notice.tsx';
import { Page, Panel } from '../../shared/components/page.tsx';
import { useEndpoint } from '../../shared/use-endpoint.ts';
import { useFilters } from '../../shared/use-filters.ts';
import { useNarrow } from '../../shared/use-narrow.ts';
import { DropZone } from './drop-zone.tsx';
import { useWords } from './locale.ts';
import { PreviewPanel } from './preview-panel.tsx';
import { RunsPanel } from './runs-panel.tsx';
import { readMapping } from './upload-kept.ts';
import './imports.css';

/** An upload found again by its number in the address, with the mapping that was under way. */
function ResumedPreview(props: { uploadId: string; onAgain: () => void }): ReactNode {
  const say = useWords();
  const [columns] = useState(() => readMapping(props.uploadId));
  const input = { params: { uploadId: props.uploadId }, body: { columns: columns ?? [] } };
  const { data, error } = useEndpoint(remapImport, input, { enabled: columns !== null, staleTime: Infinity });
  const gone = columns === null || error?.status === 404;
  if (gone) {
    return (
      <Panel>
        <EmptyState
          title={say('preview.gone')}
          action={<Button onClick={props.onAgain}>{say('preview.again')}</Button>}
        >
          {say('preview.gone.text')}
        </EmptyState>
      </Panel>
    );
  }
  if (error) {
    return (
      <>
        <Failure problem={error} where={say('preview.title')} />
        <div>
          <Button onClick={props.onAgain}>{say('preview.again')}</Button>
        </div>
      </>
    );
  }
  if (!data) {
    return (
      <Panel>
        <Bones rows={12} height={24} />
      </Panel>
    );
  }
  return <PreviewPanel first={data} onAgain={props.onAgain} />;
}

/** Reads a file into the registry: choose it, check the columns, run; below, what was imported before. */
export function ImportsPage(): ReactNode {
  const say = useWords();
  const narrow = useNarrow();
  const [{ upload }, setFilters] = useFilters({ upload: '' });
  const [preview, setPreview] = useState<ImportPreview | null>(null);
  const again = () => {
    setPreview(null);
    setFilters({ upload: '' });
  };
  if (upload) {
    return (
      <Page title={say('preview.title')} trail={[{ label: say('title'), to: '/g/imports' }]}>
        {preview?.uploadId === upload ? (
          <PreviewPanel first={preview} onAgain={again} />
        ) : (
          <ResumedPreview uploadId={upload} onAgain={again} />
        )}
      </Page>
    );
  }
  return (
    <Page title={say('title')} aside={narrow ? undefined : say('aside')}>
      <DropZone
        onPreview={(read) => {
          setPreview(read);
          setFilters({ upload: read.uploadId });
        }}
      />
      <RunsPanel />
    </Page>
  );
}
