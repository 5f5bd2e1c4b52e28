/**
 * How pages look. Colours are those of Okabe and Ito, which people with any colour vision tell apart, darker or lighter where
 * the ground needs it; nothing is said by colour alone.
 */
export const STYLE = `
:root{color-scheme:light dark;
--ground:#fff;--raised:#f6f7f9;--text:#1b1f24;--quiet:#57606a;--line:#d8dde3;--link:#0059a8;
--legacy:#f0c46a;--cluster:#0072b2;--intended:#1b1f24;
--good:#00704f;--good-soft:#d9f0e8;--bad:#b23c00;--bad-soft:#fbe3d6;--unsure:#7a5d00;--unsure-soft:#f7edc8;--plain-soft:#e6e9ee;--person:#8a3f73}
@media (prefers-color-scheme:dark){:root{
--ground:#14171b;--raised:#1d2126;--text:#e7eaee;--quiet:#a4adb8;--line:#363d46;--link:#7cc0f0;
--legacy:#8f6a1c;--cluster:#56b4e9;--intended:#fff;
--good:#4fc9a3;--good-soft:#123d31;--bad:#ff9261;--bad-soft:#4d2413;--unsure:#f0d264;--unsure-soft:#40380f;--plain-soft:#2c323a;--person:#e39ac9}}
*{box-sizing:border-box}
body{margin:0;background:var(--ground);color:var(--text);font:16px/1.5 system-ui,-apple-system,"Segoe UI",Roboto,sans-serif;font-variant-numeric:tabular-nums;overflow-wrap:anywhere}
main,header,footer{max-width:76rem;margin:0 auto;padding:0 1.5rem}
header{padding-top:2.5rem}footer{padding-top:2rem;padding-bottom:3rem;color:var(--quiet);font-size:.875rem}
h1{font-size:1.9rem;line-height:1.2;margin:.25rem 0 .75rem;letter-spacing:-.01em}
h2{font-size:1.4rem;line-height:1.25;margin:0 0 .25rem}
h3{font-size:1.05rem;margin:2rem 0 .6rem}
p{margin:.4rem 0;max-width:48rem}
a{color:var(--link)}
code,pre{font:.875em/1.5 ui-monospace,SFMono-Regular,Menlo,Consolas,monospace}
pre{white-space:pre-wrap;margin:0;padding:.9rem 1rem;background:var(--raised);border-radius:.4rem}
.eyebrow,.quiet{color:var(--quiet)}.eyebrow{font-size:.875rem;margin:0}.quiet{font-size:.875rem}
:focus-visible{outline:3px solid var(--link);outline-offset:2px;border-radius:.2rem}
.skip{position:absolute;left:-100rem}.skip:focus{left:1rem;top:.5rem;background:var(--ground);padding:.3rem .6rem;z-index:9}
.badge{display:inline-block;padding:.1rem .6rem;border-radius:1rem;font-weight:600;font-size:.875rem;white-space:nowrap}
.good{color:var(--good)}.bad{color:var(--bad)}.unsure{color:var(--unsure)}
.badge.good{background:var(--good-soft)}.badge.bad{background:var(--bad-soft)}.badge.unsure{background:var(--unsure-soft)}
dl.facts{display:grid;grid-template-columns:max-content 1fr;gap:.15rem 1.25rem;margin:1rem 0;font-size:.9375rem}
dl.facts dt{color:var(--quiet)}dl.facts dd{margin:0;min-width:0}
section.rehearsal{margin-top:3rem;padding-top:2rem;border-top:1px solid var(--line)}
ul.checks{list-style:none;margin:0;padding:0}
ul.checks li{padding:.25rem 0 .25rem 1.75rem;position:relative}
ul.checks li>.mark{position:absolute;left:.15rem;font-weight:700}
ul.checks li p{margin:.1rem 0 .3rem;font-size:.9375rem}
ul.checks ul{margin:.2rem 0 .4rem;padding-left:1.1rem;color:var(--bad)}
details{margin:.6rem 0}
summary{cursor:pointer;color:var(--link);width:fit-content;max-width:100%}
details.mail{border:1px solid var(--line);border-radius:.4rem;margin:.5rem 0}
details.mail>summary{padding:.5rem .9rem;color:var(--text);width:auto}
details.mail>pre{border-radius:0 0 .4rem .4rem}
.scroll{overflow-x:auto;max-width:100%}
table{border-collapse:collapse;font-size:.875rem;width:100%;overflow-wrap:normal}
th,td{text-align:left;vertical-align:top;padding:.35rem .9rem .35rem 0;border-bottom:1px solid var(--line)}
th{color:var(--quiet);font-weight:600}
td.n,th.n{text-align:right}
td{white-space:nowrap}td.wide,.matrix td,.runbook td{white-space:normal}td.wide{min-width:16rem;overflow-wrap:anywhere}
h2.apart{margin-top:2.5rem}h2.apart+.scroll caption{display:none}
.matrix td.out{background:var(--bad-soft);padding-left:.5rem}.matrix td,.matrix th{border-left:.25rem solid var(--ground)}
caption{text-align:left;color:var(--quiet);padding-bottom:.3rem}
.panel{--gutter:13rem;position:relative;padding:2rem 0 .25rem;font-size:.8125rem}
.panel .ticks,.panel .grid{position:absolute;left:var(--gutter);right:0;pointer-events:none}
.panel .ticks{top:0;height:1.6rem;color:var(--quiet)}.panel .ticks span{position:absolute;white-space:nowrap;line-height:1.6rem}
.panel .grid{top:1.6rem;bottom:0}.panel .grid i{position:absolute;top:0;bottom:0;border-left:1px solid var(--line)}
.panel .group{font-size:.8125rem;margin:1rem 0 .25rem;color:var(--quiet);font-weight:600;position:relative;background:var(--ground);width:fit-content;padding-right:.5rem}
.row{display:grid;grid-template-columns:var(--gutter) minmax(0,1fr);align-items:center;position:relative}
.row .label{padding-right:1rem;line-height:1.3}.row .label small{display:block;color:var(--quiet);font-size:.75rem}
.track{position:relative;border-bottom:1px solid var(--line)}
.lane{height:1.75rem;border-bottom-color:transparent}
.span{position:absolute;top:.15rem;bottom:.15rem;min-width:3px;overflow:hidden;white-space:nowrap;text-overflow:ellipsis;padding:0 .3rem;line-height:1.45rem;border-radius:.15rem;border-left:2px solid var(--quiet);background:var(--plain-soft);font-size:.75rem}
.span.slim{padding:0;border-left-width:3px}
.span.slim.bad{overflow:visible}.span.slim.bad::before{content:"";position:absolute;left:-6px;top:-4px;border:5px solid transparent;border-top-color:var(--bad)}
.span.good{background:var(--good-soft);border-color:var(--good)}
.span.bad{background:var(--bad-soft);border-color:var(--bad);font-weight:600}
.span.unsure{border-color:var(--unsure);background:repeating-linear-gradient(135deg,var(--unsure-soft) 0 5px,var(--ground) 5px 8px)}
.point{position:absolute;top:0;bottom:0;width:0;border-left:2px solid var(--person)}
.point::before{content:"";position:absolute;left:-5px;top:50%;margin-top:-5px;width:8px;height:8px;background:var(--person);transform:rotate(45deg)}
.chart{margin:.35rem 0}
.chart svg{display:block;width:100%;height:100%;overflow:visible}
.chart .top{position:absolute;left:.3rem;top:0;font-size:.75rem;color:var(--text);background:var(--ground);padding:0 .25rem;line-height:1.2;opacity:.85}
.a-legacy{fill:var(--legacy)}.a-cluster{fill:var(--cluster)}.a-bad{fill:var(--bad)}.a-lost{fill:var(--person)}
.l-intended{fill:none;stroke:var(--intended);stroke-width:1.75;vector-effect:non-scaling-stroke;stroke-dasharray:5 3}
.legend{display:flex;flex-wrap:wrap;gap:.25rem 1.25rem;list-style:none;margin:.5rem 0;padding:0;font-size:.8125rem;color:var(--quiet)}
.legend svg{width:1.6rem;height:.8rem;margin-right:.4rem;vertical-align:-.05rem}
.matrix td{min-width:7.5rem}.matrix td small{display:block;color:var(--quiet)}.matrix th[scope=row]{min-width:12rem;color:var(--text)}
@media (max-width:70rem){.panel .ticks .minor{display:none}}
@media (max-width:44rem){
main,header,footer{padding-left:1rem;padding-right:1rem}header{padding-top:1.5rem}h1{font-size:1.5rem}
dl.facts{grid-template-columns:minmax(0,1fr)}dl.facts dd{margin-bottom:.4rem}
.panel{--gutter:0rem}.row{display:block}.row .label{padding:.35rem 0 .1rem;position:relative}.row .label small{display:inline;margin-left:.5rem}}
.foot{padding:.4rem 1rem;margin:0}.runbook{padding:.25rem 1rem;border-left:3px solid var(--line)}.runbook p{max-width:56rem}.runbook td{min-width:14rem;overflow-wrap:anywhere}
@media print{details:not([open])>summary{color:var(--quiet)}}
`.trim();
