import type { Judgement, Policy } from '@miaopu/policies';
import type { Message } from '../../platform/errors/index.ts';
import type { UnitNames } from './units.ts';

/** What an enterprise does next about a policy, in a sentence. */
export function nextStepOf(policy: Policy, judgement: Judgement, units: UnitNames): Message {
  const unit = units.get(policy.contact) ?? { zh: policy.contact, en: policy.contact };
  switch (judgement.standing) {
    case 'met':
      return steps[policy.channel](unit);
    case 'nearly':
      return {
        zh: `还差${judgement.missing}项条件,做到后即可享受;有疑问请咨询${unit.zh}。`,
        en: `${judgement.missing} conditions are missing; once they are met it fits. Ask ${unit.en} where in doubt.`,
      };
    case 'manual':
      return {
        zh: `系统能核对的条件都已符合,其余由${unit.zh}判断,请与其联系。`,
        en: `Whatever can be checked is met; the rest is for ${unit.en} to judge. Get in touch with them.`,
      };
    case 'unknown': {
      const holders = [
        ...new Map(
          judgement.data.flatMap(({ department }) =>
            department === null ? [] : [[department.zh, department] as const],
          ),
        ).values(),
      ];
      if (holders.length === 0)
        return {
          zh: `缺少判断所需的数据,请咨询${unit.zh}。`,
          en: `Data are missing to tell. Ask ${unit.en}.`,
        };
      return {
        zh: `缺少判断所需的数据,可向${holders.map(({ zh }) => zh).join('、')}核实。`,
        en: `Data are missing to tell; ${holders.map(({ en }) => en).join(', ')} would have them.`,
      };
    }
    default:
      return { zh: '暂不符合,无需办理。', en: 'It does not fit; there is nothing to do.' };
  }
}

const steps: Readonly<Record<Policy['channel'], (unit: Message) => Message>> = {
  automatic: (unit) => ({
    zh: `免申即享,由${unit.zh}直接兑现,无需申请。`,
    en: `Nothing to apply for: ${unit.en} grants it by itself.`,
  }),
  fast_track: (unit) => ({
    zh: `快申快享,确认预填信息后由${unit.zh}办理。`,
    en: `Confirm what is filled in already, and ${unit.en} deals with it.`,
  }),
  application: (unit) => ({
    zh: `需要申报,请备齐材料后向${unit.zh}申请。`,
    en: `Apply to ${unit.en} with the materials listed.`,
  }),
};
