import { exportDecomposition } from '@miaopu/contract';
import { Button } from 'antd';
import type { ReactNode } from 'react';
import { hrefOf } from '../../shared/client.ts';
import { useWords } from './locale.ts';

/** The decomposition table as a workbook: of the round that is open, or of what is in force. */
export function ExportButton({ plan, of }: { plan: string; of: 'round' | 'in_force' }): ReactNode {
  const say = useWords();
  return (
    <Button href={hrefOf(exportDecomposition, { params: { plan }, query: { of } })}>
      {say(of === 'round' ? 'export' : 'export.in_force')}
    </Button>
  );
}
