/** The visit of a page rendered for nobody in particular: nothing is recorded under it. */
export const NO_VISIT = '00000000-0000-0000-0000-000000000000'
