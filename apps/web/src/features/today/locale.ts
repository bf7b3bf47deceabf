import { defineWords, type EnglishOf } from '../../shared/words.ts';

export const zh = {
  title: '今日',
} as const;

export const en: EnglishOf<typeof zh> = {
  title: 'Today',
};

export const useWords = defineWords('today', { zh, en });
