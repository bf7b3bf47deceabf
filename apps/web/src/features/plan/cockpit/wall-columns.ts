/** How high a group's heading and its targets are, in pixels. */
export type GroupHeights = { readonly heading: number; readonly targets: readonly number[] };

/** A stretch of a group that stands in one column; a later stretch of the same group has the heading again. */
export type Stretch = {
  readonly group: number;
  readonly from: number;
  /** The first target that is no longer in it. */
  readonly to: number;
};
export type Column = readonly Stretch[];

/**
 * Fills columns one after the other. A heading never stands alone at a column's foot, and a group that goes on in the next column has
 * its heading there again. What is higher than a column gets one of its own.
 *
 * @param gap the space below a group
 */
export function fillColumns(groups: readonly GroupHeights[], height: number, gap: number): Column[] {
  const columns: Stretch[][] = [];
  let left = 0;
  for (const [group, { heading, targets }] of groups.entries()) {
    let open = false;
    for (const [at, target] of targets.entries()) {
      const column = columns.at(-1);
      const last = column?.at(-1);
      if (open && column && last && target <= left) column.splice(-1, 1, { ...last, to: at + 1 });
      else {
        const begun = { group, from: at, to: at + 1 };
        if (column && heading + target <= left) column.push(begun);
        else {
          columns.push([begun]);
          left = height;
        }
        left -= heading;
        open = true;
      }
      left -= target;
    }
    left -= gap;
  }
  return columns;
}
