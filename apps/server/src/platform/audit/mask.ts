import { maskPersonal as maskText, personalFields } from '@miaopu/standards';

const personal = new Set(personalFields.map(plain));

/** `legal_representative` and `legalRepresentative` are the same field. */
function plain(key: string): string {
  return key.replaceAll('_', '').toLowerCase();
}

/** A value of the audit as it may be shown: what the catalogue calls personal is masked, wherever it stands. An auditor needs to see that it changed, not what it is. */
export function maskPersonal(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(maskPersonal);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, inner]) => [
      key,
      personal.has(plain(key)) && typeof inner === 'string' ? maskText(inner) : maskPersonal(inner),
    ]),
  );
}
