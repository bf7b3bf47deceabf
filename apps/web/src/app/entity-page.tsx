import type { ReactNode } from 'react';
import { EntityPolicies } from '../features/policies/office/entity/entity-policies.tsx';
import { EntityPage as RegistryEntityPage } from '../features/registry/entity-page.tsx';

/** An enterprise's page: what the registry knows of it, and how it stands to the policies. */
export function EntityPage(): ReactNode {
  return (
    <RegistryEntityPage beside={(entity, moment) => <EntityPolicies entity={entity} moment={moment} />} />
  );
}
