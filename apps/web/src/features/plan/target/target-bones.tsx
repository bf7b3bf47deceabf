import type { ReactNode } from 'react';
import { Bone } from '../../../shared/components/bones.tsx';

/** The page's outline while it is read. */
export function TargetBones(): ReactNode {
  return (
    <div className="target">
      <Bone height={152} style={{ gridColumn: '1 / -1' }} />
      <Bone height={392} />
      <Bone height={392} />
      <Bone height={480} style={{ gridColumn: '1 / -1' }} />
    </div>
  );
}
