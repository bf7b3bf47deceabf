import { defineWords } from '../../shared/words.ts';
import { en } from './locale-en.ts';
import { zh } from './locale-zh.ts';

export const useWords = defineWords('reports', { zh, en });
