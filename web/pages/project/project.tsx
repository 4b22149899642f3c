import { useParams } from 'wouter';
import { PageLoaded } from '../../parts/page-loaded.tsx';
import { useProjectPage } from '../../project-page.ts';
import { Actions } from './actions.tsx';
import { Approvals } from './approvals.tsx';
import { Dependencies } from './dependencies.tsx';
import { Evidence } from './evidence.tsx';
import { Needs } from './needs.tsx';
import { People } from './people.tsx';
import { PlanTable } from './plan-table.tsx';
import { ProjectHead } from './project-head.tsx';
import './project.css';
import { WeeklyUpdate } from './weekly-update.tsx';
import { Why } from './why.tsx';

/** 一项目一页: all of one project, and what may be done with it. */
export function Project() {
  const { code = '' } = useParams();
  const page = useProjectPage(code);
  return (
    <PageLoaded of={page} title={code} project={code}>
      {(project) => (
        <div className="project columns" key={code}>
          <ProjectHead project={project} />
          <Why project={project} />
          <WeeklyUpdate project={project} />
          <Needs project={project} />
          <PlanTable project={project} />
          <Approvals project={project} />
          <Dependencies project={project} />
          <People project={project} />
          <Actions project={project} />
          <Evidence project={project} />
        </div>
      )}
    </PageLoaded>
  );
}
