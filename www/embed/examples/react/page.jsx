// A React page: the element stands beside what React draws, and React may draw again, because nothing of it is changed.

import { useState } from 'react';
import { createRoot } from 'react-dom/client';
import paragraphs from 'paragraphs';

function Page() {
  const [updates, setUpdates] = useState(0);
  const [report, setReport] = useState(null);
  return (
    <>
      <article id="story">
        <h1>Arctic Cable Talks Break Up</h1>
        {paragraphs.map(text => <p key={text}>{text}</p>)}
        <p>Updated {updates} times.</p>
      </article>
      <button id="update" onClick={() => setUpdates(updates + 1)}>Update</button>
      <p id="told" role="status">{report ? `${report.attributions.length} statements` : 'Reading …'}</p>
      <rapporteur-sidebar for="story" onreport={event => setReport(event.detail)} />
    </>
  );
}

createRoot(document.getElementById('app')).render(<Page />);
