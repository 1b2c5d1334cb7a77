// A binary heap in an array, with the least item first.

/** Restores the order after an item was appended. */
export function siftUp<T>(heap: T[], before: (a: T, b: T) => boolean): void {
	for (let child = heap.length - 1; child > 0; ) {
		const parent = (child - 1) >> 1;
		if (!before(heap[child] as T, heap[parent] as T)) return;
		[heap[child], heap[parent]] = [heap[parent] as T, heap[child] as T];
		child = parent;
	}
}

/** Restores the order after the first item was replaced. */
export function siftDown<T>(heap: T[], before: (a: T, b: T) => boolean): void {
	for (let parent = 0; ; ) {
		const [left, right] = [2 * parent + 1, 2 * parent + 2];
		let least = parent;
		if (left < heap.length && before(heap[left] as T, heap[least] as T)) least = left;
		if (right < heap.length && before(heap[right] as T, heap[least] as T)) least = right;
		if (least === parent) return;
		[heap[parent], heap[least]] = [heap[least] as T, heap[parent] as T];
		parent = least;
	}
}
