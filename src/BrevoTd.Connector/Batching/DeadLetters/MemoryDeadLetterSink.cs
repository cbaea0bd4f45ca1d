namespace BrevoTd.Connector.Batching;

/// <summary>Keeps dead letters in memory, up to a number; for tests and small runs. Thread-safe.</summary>
public sealed class MemoryDeadLetterSink : IDeadLetterSink
{
    private readonly List<DeadLetter> _letters = [];
    private readonly int _capacity;

    /// <summary>Creates an empty sink.</summary>
    /// <param name="capacity">How many letters are kept; one more is an error that stops the writer. Default: 100,000.</param>
    public MemoryDeadLetterSink(int capacity = 100_000)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(capacity);
        _capacity = capacity;
    }

    /// <summary>A copy of the letters so far.</summary>
    public IReadOnlyList<DeadLetter> Letters
    {
        get
        {
            lock (_letters)
            {
                return [.. _letters];
            }
        }
    }

    /// <inheritdoc/>
    public ValueTask WriteAsync(IReadOnlyList<DeadLetter> letters, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(letters);
        lock (_letters)
        {
            if (_letters.Count + letters.Count > _capacity)
            {
                throw new InvalidOperationException(
                    $"The memory sink holds {_letters.Count} dead letters and may hold {_capacity}. Use a JsonLinesDeadLetterSink, or raise the capacity."
                );
            }

            _letters.AddRange(letters);
        }

        return ValueTask.CompletedTask;
    }
}
