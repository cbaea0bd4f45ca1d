using System.Numerics;

namespace BrevoTd.Connector.Emulator.Brevo;

/// <summary>A set of contact ids, one bit each: a list of a million members takes 125 KB, and any page of it is found in microseconds.</summary>
internal sealed class IdSet
{
    private ulong[] _words = new ulong[16];

    public int Count { get; private set; }

    public bool Contains(int id) => id >> 6 < _words.Length && (_words[id >> 6] & (1UL << (id & 63))) != 0;

    public bool Add(int id)
    {
        var word = id >> 6;
        if (word >= _words.Length)
            Array.Resize(ref _words, Math.Max(word + 1, _words.Length * 2));
        var bit = 1UL << (id & 63);
        if ((_words[word] & bit) != 0)
            return false;
        _words[word] |= bit;
        Count++;
        return true;
    }

    public bool Remove(int id)
    {
        var word = id >> 6;
        if (word >= _words.Length)
            return false;
        var bit = 1UL << (id & 63);
        if ((_words[word] & bit) == 0)
            return false;
        _words[word] &= ~bit;
        Count--;
        return true;
    }

    public void UnionWith(IdSet other)
    {
        if (_words.Length < other._words.Length)
            Array.Resize(ref _words, other._words.Length);
        var count = 0;
        for (var i = 0; i < _words.Length; i++)
        {
            if (i < other._words.Length)
                _words[i] |= other._words[i];
            count += BitOperations.PopCount(_words[i]);
        }

        Count = count;
    }

    /// <summary>The ids from number <paramref name="offset"/> on, in ascending or descending order.</summary>
    public IEnumerable<int> From(long offset, bool ascending)
    {
        if (offset >= Count)
            yield break;
        var skip = (int)offset;
        for (var i = 0; i < _words.Length; i++)
        {
            var index = ascending ? i : _words.Length - 1 - i;
            var word = _words[index];
            var inWord = BitOperations.PopCount(word);
            if (skip >= inWord)
            {
                skip -= inWord;
                continue;
            }

            while (word != 0)
            {
                var bit = ascending ? BitOperations.TrailingZeroCount(word) : 63 - BitOperations.LeadingZeroCount(word);
                word &= ~(1UL << bit);
                if (skip > 0)
                    skip--;
                else
                    yield return (index << 6) | bit;
            }
        }
    }
}
