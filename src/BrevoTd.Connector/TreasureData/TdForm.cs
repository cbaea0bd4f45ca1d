using System.Globalization;

namespace BrevoTd.Connector.TreasureData;

/// <summary>Builds the form of a post; fields without a value are left out.</summary>
internal sealed class TdForm
{
    private readonly List<KeyValuePair<string, string>> _fields = [];

    public bool IsEmpty => _fields.Count == 0;

    /// <summary>Adds a text; an empty one is sent, because it may remove a value.</summary>
    public TdForm Add(string name, string? value)
    {
        if (value is not null)
        {
            _fields.Add(new(name, value));
        }

        return this;
    }

    public TdForm Add(string name, long? value) => Add(name, value?.ToString(CultureInfo.InvariantCulture));

    public TdForm Add(string name, TdPriority? value) => Add(name, (long?)value);

    /// <summary>Whole Unix seconds.</summary>
    public TdForm Add(string name, DateTimeOffset? value) => Add(name, value?.ToUnixTimeSeconds());

    /// <summary>Whole seconds.</summary>
    public TdForm Add(string name, TimeSpan? value) => Add(name, (long?)value?.TotalSeconds);

    public FormUrlEncodedContent ToContent() => new(_fields);
}
