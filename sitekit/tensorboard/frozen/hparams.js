/* HParams' server in the browser: filters, sorts and pages the recorded groups.
 *
 * After tensorboard/plugins/hparams/list_session_groups.py, whose rules it follows.
 */
const frozenHparams = (() => {
  "use strict";

  function sameMetric(name, other) {
    return name.tag === (other.tag ?? "") && (name.group ?? "") === (other.group ?? "");
  }

  /** What a group has in a column; undefined if it has nothing there. */
  function valueIn(group, { hparam, metric }) {
    if (!metric) return group.hparams[hparam];
    const found = group.metricValues.find(({ name }) => sameMetric(name, metric));
    return found && Number(found.value); // as JSON, "NaN" and "Infinity" are strings
  }

  /** Whether a group passes a column's filter. */
  function passes(group, column) {
    const value = valueIn(group, column);
    if (value === undefined) return !column.excludeMissingValues;
    if (column.filterRegexp) return new RegExp(column.filterRegexp).test(value);
    if (column.filterDiscrete) return column.filterDiscrete.includes(value);
    if (column.filterInterval) {
      const { minValue = 0, maxValue = 0 } = column.filterInterval;
      return Number(minValue) <= value && value <= Number(maxValue);
    }
    return true;
  }

  function compare(one, other) {
    return one < other ? -1 : Number(one > other);
  }

  /** Sorts by one column; groups without a value in it come last. */
  function sortBy(groups, column) {
    const sign = column.order === "ORDER_DESC" ? -1 : 1;
    const missing = column.missingValuesFirst ? -1 : 1;
    groups.sort((one, other) => {
      const [a, b] = [valueIn(one, column), valueIn(other, column)];
      if (a === undefined || b === undefined) {
        return missing * ((a === undefined) - (b === undefined));
      }
      return sign * compare(a, b);
    });
  }

  /** The average of each metric over the sessions of a group. */
  function averages(sessions) {
    const all = sessions.flatMap((session) => session.metricValues);
    const mean = (values, of) => values.reduce((sum, one) => sum + Number(one[of]), 0) / values.length;
    const firsts = all.filter(({ name }, at) => at === all.findIndex((one) => sameMetric(one.name, name)));
    return firsts.map(({ name }) => {
      const values = all.filter((one) => sameMetric(one.name, name));
      const trainingStep = Math.floor(mean(values, "trainingStep"));
      const wallTimeSecs = mean(values, "wallTimeSecs");
      return { name, value: mean(values, "value"), trainingStep, wallTimeSecs };
    });
  }

  /** A group with the sessions of the wanted statuses only; null if none is left. */
  function restricted(group, statuses) {
    const sessions = group.sessions.filter(({ status }) => statuses.includes(status));
    if (sessions.length === group.sessions.length) return group;
    return sessions.length ? { ...group, sessions, metricValues: averages(sessions) } : null;
  }

  function withoutMetrics(group) {
    const sessions = group.sessions.map((session) => ({ ...session, metricValues: [] }));
    return { ...group, sessions, metricValues: [] };
  }

  function withColumns(group, names) {
    const kept = Object.entries(group.hparams).filter(([name]) => names.includes(name));
    return { ...group, hparams: Object.fromEntries(kept) };
  }

  /** The answer to `session_groups`. */
  function groups(recorded, request) {
    const { allowedStatuses = [], colParams = [], startIndex = 0, sliceSize = 0 } = request;
    let found = recorded.hparams.session_groups.sessionGroups ?? [];
    found = found.map((group) => restricted(group, allowedStatuses)).filter(Boolean);
    if (request.includeMetrics === false) found = found.map(withoutMetrics);
    found = found.filter((group) => colParams.every((column) => passes(group, column)));
    found.sort((one, other) => compare(one.name, other.name));
    for (const column of [...colParams].reverse()) {
      if (column.order && column.order !== "ORDER_UNSPECIFIED") sortBy(found, column);
    }
    if (colParams.some((column) => "includeInResult" in column)) {
      const shown = colParams.filter(({ includeInResult }) => includeInResult !== false);
      found = found.map((group) => withColumns(group, shown.map(({ hparam }) => hparam)));
    }
    const sessionGroups = found.slice(startIndex, startIndex + sliceSize);
    return { sessionGroups, totalSize: found.length };
  }

  /** The answer to `experiment`. */
  function experiment(recorded, request) {
    const found = recorded.hparams.experiment;
    return request.includeMetrics === false ? { ...found, metricInfos: [] } : found;
  }

  /** The header and the rows of a table of groups, as far as its columns are visible. */
  function table(recorded, { sessionGroups }, visible) {
    const { hparamInfos, metricInfos } = recorded.hparams.experiment;
    const columns = [
      ...hparamInfos.map((info) => ({ title: info.displayName || info.name, hparam: info.name })),
      ...metricInfos.map((info) => ({ title: info.displayName || info.name.tag, metric: info.name })),
    ].filter((_, at) => visible[at]);
    const rows = sessionGroups.map((group) => columns.map((column) => valueIn(group, column) ?? null));
    return { header: columns.map(({ title }) => title), rows };
  }

  return { experiment, groups, table };
})();
