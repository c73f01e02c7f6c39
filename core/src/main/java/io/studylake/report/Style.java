package io.studylake.report;

/** The page's style sheet: light and dark by what the reader's system prefers; prints light. */
final class Style {
  static final String CSS =
      """
      :root {
        --paper: #ffffff; --ink: #1b1f24; --soft: #57606a; --rule: #d8dee4; --band: #f6f8fa;
        --good: #1a7f37; --warn: #9a6700; --bad: #cf222e; --info: #0969da;
        --good-band: #dafbe1; --warn-band: #fff8c5; --bad-band: #ffebe9; --info-band: #ddf4ff;
        --heat0: #eaeef2; --heat1: #c6dbef; --heat2: #9ecae1; --heat25: #6baed6; --heat3: #4292c6; --heat4: #08519c;
        --first: #74c476; --absent: #cf222e; --bar: #4292c6; --in-light: #1b1f24; --in-dark: #ffffff;
      }
      @media (prefers-color-scheme: dark) {
        :root {
          --paper: #0d1117; --ink: #e6edf3; --soft: #9198a1; --rule: #30363d; --band: #161b22;
          --good: #3fb950; --warn: #d29922; --bad: #f85149; --info: #58a6ff;
          --good-band: #12261e; --warn-band: #272115; --bad-band: #2d1517; --info-band: #121d2f;
          --heat0: #21262d; --heat1: #17375e; --heat2: #1f5a99; --heat25: #2f76b5; --heat3: #4292c6; --heat4: #9ecae1;
          --first: #2ea043; --absent: #f85149; --bar: #4292c6; --in-light: #e6edf3; --in-dark: #0d1117;
        }
      }
      * { box-sizing: border-box; }
      body {
        margin: 0; background: var(--paper); color: var(--ink);
        font: 14px/1.45 system-ui, "Segoe UI", Roboto, "DejaVu Sans", Arial, sans-serif;
      }
      main { max-width: 1120px; margin: 0 auto; padding: 24px 20px 48px; }
      h1 { font-size: 24px; margin: 0 0 12px; overflow-wrap: anywhere; }
      h2 { font-size: 18px; margin: 36px 0 10px; padding-top: 12px; border-top: 1px solid var(--rule); }
      h3 { font-size: 14px; margin: 22px 0 8px; }
      p { margin: 6px 0; }
      code, pre { font-family: ui-monospace, "SF Mono", Consolas, "DejaVu Sans Mono", monospace; font-size: 12.5px; }
      .hint, .none { color: var(--soft); }
      .hint { font-size: 12.5px; }
      .verdict { font-size: 16px; padding: 10px 14px; border-left: 5px solid; border-radius: 4px; overflow-wrap: anywhere; }
      .verdict b { margin-right: 8px; }
      .verdict.passed { border-color: var(--good); background: var(--good-band); }
      .verdict.warned { border-color: var(--warn); background: var(--warn-band); }
      .verdict.refused, .verdict.failed { border-color: var(--bad); background: var(--bad-band); }
      .dry { padding: 8px 14px; border-left: 5px solid var(--info); background: var(--info-band); border-radius: 4px; }
      .facts { display: grid; grid-template-columns: repeat(auto-fill, minmax(230px, 1fr)); gap: 10px 24px; margin: 16px 0 0; }
      .facts div { min-width: 0; }
      dt { color: var(--soft); font-size: 12px; }
      dd { margin: 0; overflow-wrap: anywhere; }
      .stops { padding-left: 20px; }
      .stops li { margin: 6px 0; overflow-wrap: anywhere; }
      .question {
        white-space: pre-wrap; overflow-wrap: anywhere; user-select: all; -webkit-user-select: all;
        background: var(--band); border: 1px solid var(--rule); border-radius: 6px; padding: 12px 14px; margin: 0;
      }
      .wide { overflow-x: auto; }
      table { border-collapse: collapse; font-variant-numeric: tabular-nums; }
      .datasets, .examples { width: 100%; }
      th, td { text-align: left; vertical-align: top; padding: 4px 12px 4px 0; border-bottom: 1px solid var(--rule); }
      thead th { color: var(--soft); font-weight: 600; font-size: 12px; vertical-align: bottom; }
      tbody th { font-weight: 600; }
      .number { text-align: right; white-space: nowrap; }
      th.number { white-space: normal; min-width: 62px; }
      .attention { color: var(--warn); font-weight: 600; }
      .moved { color: var(--soft); font-size: 12px; }
      .value { white-space: pre-wrap; overflow-wrap: anywhere; min-width: 90px; max-width: 320px; }
      .examples td:last-child { min-width: 260px; overflow-wrap: anywhere; }
      .names { font-size: 12px; max-width: 300px; overflow-wrap: anywhere; }
      .datasets thead th:last-child, .names { padding-left: 16px; }
      tbody th { white-space: nowrap; }
      .examples td { overflow-wrap: anywhere; min-width: 64px; }
      .examples td.number { min-width: 0; }
      .added { color: var(--good); }
      .altered { color: var(--warn); }
      .dropped { color: var(--bad); }
      .tag { display: inline-block; font-size: 12px; line-height: 18px; padding: 0 7px; border-radius: 9px; border: 1px solid var(--rule); color: var(--soft); white-space: nowrap; font-weight: 400; }
      .tag.new { color: var(--good); border-color: var(--good); }
      .tag.changed, .tag.keys_changed, .tag.note { color: var(--info); border-color: var(--info); }
      .tag.warning { color: var(--warn); border-color: var(--warn); }
      .tag.missing, .tag.not_read, .tag.error { color: var(--bad); border-color: var(--bad); }
      .multiples { display: grid; grid-template-columns: repeat(auto-fill, minmax(150px, 1fr)); gap: 14px 20px; }
      figure { margin: 0; min-width: 0; }
      figcaption { font-size: 12px; white-space: nowrap; overflow: hidden; text-overflow: ellipsis; }
      figcaption b, figcaption span { display: block; overflow: hidden; text-overflow: ellipsis; }
      figcaption span { color: var(--soft); }
      figure svg { display: block; width: 150px; height: 40px; }
      .bar { fill: var(--bar); }
      .absent { fill: var(--absent); }
      .not_yet { fill: var(--soft); }
      .axis { stroke: var(--rule); }
      svg text { fill: var(--ink); font-size: 12px; }
      .heat { stroke: var(--rule); stroke-width: 0.5; }
      .heat.none, .site.s0 { fill: var(--heat0); }
      .heat.same_rows, .site.s1 { fill: var(--heat1); }
      .heat.few, .site.s2 { fill: var(--heat2); }
      .heat.some, .site.s4 { fill: var(--heat3); }
      .site.s3 { fill: var(--heat25); }
      .heat.many, .site.s5 { fill: var(--heat4); }
      .heat.first { fill: var(--first); }
      .heat.not_yet { fill: none; }
      .heat.gone { fill: none; stroke: var(--absent); stroke-width: 1.5; }
      svg text.in { fill: var(--in-light); font-size: 11px; }
      svg text.in.s4, svg text.in.s5 { fill: var(--in-dark); }
      svg text.in.s0 { fill: var(--soft); }
      .legend { font-size: 12px; color: var(--soft); }
      .legend span { white-space: nowrap; margin-right: 12px; }
      .legend svg { vertical-align: -1px; }
      footer { margin-top: 40px; padding-top: 12px; border-top: 1px solid var(--rule); color: var(--soft); font-size: 12px; }
      @media print {
        :root {
          --paper: #ffffff; --ink: #000000; --soft: #444444; --rule: #bbbbbb; --band: #f3f3f3;
          --good: #1a7f37; --warn: #7d5300; --bad: #b3151f; --info: #0550ae;
          --good-band: #ffffff; --warn-band: #ffffff; --bad-band: #ffffff; --info-band: #ffffff;
          --heat0: #eaeef2; --heat1: #c6dbef; --heat2: #9ecae1; --heat25: #6baed6; --heat3: #4292c6; --heat4: #08519c;
          --first: #74c476; --absent: #cf222e; --bar: #4292c6; --in-light: #000000; --in-dark: #ffffff;
        }
        body { font-size: 10pt; }
        main { max-width: none; padding: 0; }
        tr, figure, svg.map, .facts, .verdict { break-inside: avoid; }
        h2, h3 { break-after: avoid; }
        thead { display: table-header-group; }
        .wide { overflow: visible; }
        .map { max-width: 100%; max-height: 235mm; height: auto; }
        th, td { padding-right: 8px; }
        svg { print-color-adjust: exact; -webkit-print-color-adjust: exact; }
      }
      """;

  private Style() {}
}
