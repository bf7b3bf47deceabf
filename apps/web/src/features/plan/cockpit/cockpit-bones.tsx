import type { ReactNode } from 'react';
import { Bone, Bones } from '../../../shared/components/bones.tsx';

/** The cockpit's outline while it is read. */
export function CockpitBones(): ReactNode {
  return (
    <div className="cockpit">
      <Bone height={72} style={{ gridColumn: '1 / -1' }} />
      <div className="cockpit-main panel">
        <div className="panel-body">
          <Bones rows={18} height={40} gap={16} />
        </div>
      </div>
      <div className="cockpit-side">
        <Bone height={440} />
        <Bone height={320} />
      </div>
    </div>
  );
}
