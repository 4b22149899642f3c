import { useSyncExternalStore } from 'react';

const paper = window.matchMedia('print');

/** Whether the page is being printed: then what is left out on the screen to keep it quick has to be there. */
export function useOnPaper(): boolean {
  return useSyncExternalStore(follow, () => paper.matches);
}

function follow(tell: () => void): () => void {
  paper.addEventListener('change', tell);
  return () => {
    paper.removeEventListener('change', tell);
  };
}
