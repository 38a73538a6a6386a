/** Looks at names at the same time, on one perspective: each has as many as 64 connections open. More are `busy`. */
export const EXAMINATIONS_MAX = 4;
