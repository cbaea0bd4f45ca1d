using System.Numerics;

namespace BrevoTd.Connector.Sync;

/// <summary>Keys with a content and a few flags each, in at most 48 bytes a key: records stand in chunks that are never copied, beside an index of 32-bit numbers.</summary>
internal sealed class RecordTable
{
    private const int ChunkBits = 12;
    private const int ChunkSize = 1 << ChunkBits;
    private const int ChunkMask = ChunkSize - 1;
    private const int Nobody = 0;

    private readonly List<Chunk> _chunks = [];

    // Position + 1 of a record; open addressing, at most four fifths full.
    private int[] _index = new int[64];

    public int Count { get; private set; }

    /// <summary>Bytes that the table takes, without what the runtime adds to an array.</summary>
    public long Bytes => ((long)_chunks.Count * ChunkSize * 33) + ((long)_index.Length * sizeof(int));

    public int Find(UInt128 key)
    {
        var mask = _index.Length - 1;
        for (var slot = SlotOf(key, mask); ; slot = (slot + 1) & mask)
        {
            var position = _index[slot] - 1;
            if (position < Nobody || KeyAt(position) == key)
            {
                return position;
            }
        }
    }

    public int FindOrAdd(UInt128 key)
    {
        var found = Find(key);
        if (found >= 0)
        {
            return found;
        }

        if ((Count + 1) * 5L > _index.Length * 4L)
        {
            Grow();
        }

        var position = Count++;
        if (position >> ChunkBits == _chunks.Count)
        {
            _chunks.Add(new Chunk());
        }

        _chunks[position >> ChunkBits].Keys[position & ChunkMask] = key;
        Enter(_index, position, key);
        return position;
    }

    public UInt128 KeyAt(int position) => _chunks[position >> ChunkBits].Keys[position & ChunkMask];

    public ref UInt128 ContentAt(int position) => ref _chunks[position >> ChunkBits].Contents[position & ChunkMask];

    public ref byte FlagsAt(int position) => ref _chunks[position >> ChunkBits].Flags[position & ChunkMask];

    private static int SlotOf(UInt128 key, int mask) => (int)((ulong)key ^ ((ulong)key >> 32)) & mask;

    private static void Enter(int[] index, int position, UInt128 key)
    {
        var mask = index.Length - 1;
        var slot = SlotOf(key, mask);
        while (index[slot] != Nobody)
        {
            slot = (slot + 1) & mask;
        }

        index[slot] = position + 1;
    }

    private void Grow()
    {
        if (_index.Length >= 1 << 30)
        {
            throw new SyncStoreException(
                "A set of marks holds more than 858 million records, more than one process can compare. Split the sync, for example by country."
            );
        }

        var index = new int[(int)BitOperations.RoundUpToPowerOf2((uint)_index.Length + 1)];
        for (var position = 0; position < Count; position++)
        {
            Enter(index, position, KeyAt(position));
        }

        _index = index;
    }

    private sealed class Chunk
    {
        public UInt128[] Keys { get; } = new UInt128[ChunkSize];

        public UInt128[] Contents { get; } = new UInt128[ChunkSize];

        public byte[] Flags { get; } = new byte[ChunkSize];
    }
}
