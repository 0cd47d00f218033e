// Draws what a canvas carries in data-chart: {"type","unit","labels":[],"series":[{"name","values":[]}]}. Without it the tables say the same.
(() => {
  "use strict";

  const colours = {p50: "--good", p95: "--accent", p99: "--bad", target: "--soft"};
  const drawn = [];

  const draw = () => {
    while (drawn.length) {
      drawn.pop().destroy();
    }
    const style = getComputedStyle(document.documentElement);
    const colour = name => style.getPropertyValue(name).trim();
    document.querySelectorAll("canvas[data-chart]").forEach(canvas => {
      const {type, unit, labels, series} = JSON.parse(canvas.dataset.chart);
      canvas.hidden = false;
      drawn.push(new Chart(canvas, {
        type,
        data: {
          labels,
          datasets: series.map(({name, values}) => ({
            label: name,
            data: values,
            borderColor: colour(colours[name] || "--accent"),
            backgroundColor: colour(colours[name] || "--accent"),
            borderDash: name === "target" ? [6, 4] : [],
            pointRadius: name === "target" ? 0 : 3,
            tension: 0.2,
          })),
        },
        options: {
          animation: false,
          maintainAspectRatio: false,
          layout: {padding: {right: 8}},
          scales: {
            x: {ticks: {color: colour("--soft"), maxRotation: 0, autoSkipPadding: 16}, grid: {color: colour("--line")}},
            y: {beginAtZero: true, title: {display: unit !== "", text: unit, color: colour("--soft")}, ticks: {color: colour("--soft")}, grid: {color: colour("--line")}},
          },
          plugins: {legend: {display: series.length > 1, labels: {color: colour("--ink")}}},
        },
      }));
    });
  };

  document.addEventListener("DOMContentLoaded", draw);
  document.addEventListener("saddlebag:theme", draw);
  matchMedia("(prefers-color-scheme: dark)").addEventListener("change", draw);
})();
