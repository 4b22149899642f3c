import { keepPreviousData } from '@tanstack/react-query';
import type { ProjectList, ProjectListItem } from '../../../api/page-responses.ts';
import { get, type Query } from '../../client.ts';
import { usePages, type ListReading, type ReadList } from '../../parts/use-pages.ts';

/** As many as the API gives at once. */
const AT_ONCE = 200;

/** Projects as far as they have been read. */
export interface ReadProjects
  extends
    Omit<ListReading, 'watch'>,
    Pick<ReadList<ProjectListItem, ProjectList>, 'items' | 'pages'> {
  /** How many there are. */
  total: number;
}

/** The one query behind table, board and timeline; pages of it are read as they are needed. */
export function useProjects(query: Query) {
  const { data, error, reading } = usePages({
    queryKey: ['park', 'projects', query],
    read: (after, signal) =>
      get<ProjectList>('/projects', { ...query, limit: AT_ONCE, after }, signal),
    idOf: codeOf,
    placeholderData: keepPreviousData,
  });
  const read: ReadProjects | undefined = data && {
    ...reading,
    ...{ items: data.items, pages: data.pages, total: data.newest.total },
  };
  return { data: read, error };
}

const codeOf = ({ code }: ProjectListItem): string => code;
