using System.Buffers;
using BrevoTd.Connector.Mapping;
using BrevoTd.Connector.TreasureData;

namespace BrevoTd.Connector.Benchmarks.Paired;

/// <summary>A map of ten columns without a step, and with it.</summary>
internal sealed class StepCase : PairedCase
{
    private static readonly Dictionary<string, string> s_countryNames = new()
    {
        ["FR"] = "France",
        ["DE"] = "Germany",
        ["ES"] = "Spain",
        ["IT"] = "Italy",
        ["GB"] = "Great Britain",
        ["JP"] = "Japan",
        ["PT"] = "Portugal",
    };

    private readonly ArrayBufferWriter<byte> _body = new(512 * 1024);
    private readonly byte[] _rows;
    private readonly ContactMap<TdRow> _without;
    private readonly ContactMap<TdRow> _with;

    private StepCase(int records, string description, Action<ContactMapBuilder<TdRow>> without, Action<ContactMapBuilder<TdRow>> with)
    {
        Records = records;
        Description = description;
        _rows = StepRows.MessagePack(records);
        _without = Map(without);
        _with = Map(with);
    }

    public static IReadOnlyList<Func<int, PairedCase>> All { get; } =
    [
        Text("`Trim`, `ToLower`: e-mail addresses, one in ten with capitals", "email", static rule => rule.Trim().ToLower()),
        Text("`NormalizeEmail`: the same addresses", "email", static rule => rule.NormalizeEmail()),
        Text("`NormalizeEmail`: domains beyond ASCII", "idn_email", static rule => rule.NormalizeEmail()),
        From(
            "`MustBeEmail`, behind `Trim`",
            static map => map.Attribute("STEP", Column.Text("email")).Trim(),
            static map => map.Attribute("STEP", Column.Text("email")).Trim().MustBeEmail()
        ),
        Text("`ToE164(\"FR\")`: `+33 6 …`", "international", static rule => rule.ToE164("FR")),
        Text("`ToE164(\"FR\")`: `06 …`", "national", static rule => rule.ToE164("FR")),
        Text("`Hash`: SHA-256 of an address", "email", static rule => rule.Hash()),
        Text("`Map`: a text by a text, seven keys", "country", static rule => rule.Map(s_countryNames)),
        Text("`Truncate(10)`: text beyond ASCII", "name", static rule => rule.Truncate(10)),
        Text("`Replace`: one occurrence", "name", static rule => rule.Replace(" ", "_")),
        Text("`Join`: with one other column", "name", static rule => rule.Join(", ", Column.Text("city"))),
        From(
            "`At(\"city\")`: a value in JSON text, the third of four",
            static map => map.Attribute("STEP", Column.Text("city")),
            static map => map.Attribute("STEP", Column.Text("address").At("city"))
        ),
        From(
            "`ParseDate(\"dd.MM.yyyy\")`",
            static map => map.Attribute("STEP", Column.Text("born")),
            static map => map.Attribute("STEP", Column.Text("born")).ParseDate("dd.MM.yyyy")
        ),
        From(
            "`ParseTimestamp(\"dd/MM/yyyy HH:mm:ss\")`",
            static map => map.Attribute("STEP", Column.Text("seen_text")),
            static map => map.Attribute("STEP", Column.Text("seen_text")).ParseTimestamp("dd/MM/yyyy HH:mm:ss")
        ),
        From(
            "`ParseDouble`: `1,234.50`",
            static map => map.Attribute("STEP", Column.Text("amount_text")),
            static map => map.Attribute("STEP", Column.Text("amount_text")).ParseDouble()
        ),
        From(
            "`InTimeZone(\"Europe/Paris\")`",
            static map => map.Attribute("STEP", Column.Timestamp("seen_at")).ToDate(),
            static map => map.Attribute("STEP", Column.Timestamp("seen_at")).InTimeZone("Europe/Paris").ToDate()
        ),
        From(
            "`Format(\"dd/MM/yyyy\")` of a date",
            static map => map.Attribute("STEP", Column.Date("born_on")),
            static map => map.Attribute("STEP", Column.Date("born_on")).Format("dd/MM/yyyy")
        ),
        From(
            "`Format(\"0.00\")` of a number",
            static map => map.Attribute("STEP", Column.Double("amount")),
            static map => map.Attribute("STEP", Column.Double("amount")).Format("0.00")
        ),
        From(
            "`Round(1)`",
            static map => map.Attribute("STEP", Column.Double("amount")),
            static map => map.Attribute("STEP", Column.Double("amount")).Round(1)
        ),
        Text("`Convert` over a string", "city", static rule => rule.Convert(static text => text.ToUpperInvariant())),
        Text("`Must` over a string", "city", static rule => rule.Must(static text => text.Length < 100, "too long")),
        From(
            "A text computed from the row, in place of a column",
            static map => map.Attribute("STEP", Column.Text("city")),
            static map => map.Attribute("STEP", static row => $"{row.TextOrNull("city")}, {row.TextOrNull("country")}")
        ),
    ];

    public override string Name => Description;

    public override string Description { get; }

    public override string Baseline => "without the step";

    public override string Connector => "with it";

    public override PairedGoals Goals => new();

    public override int Records { get; }

    public override string Input => "MessagePack";

    public override SameOutput SameOutput => SameOutput.Count;

    public override ValueTask RunBaselineAsync(BodySink sink) => RunAsync(_without, sink);

    public override ValueTask RunConnectorAsync(BodySink sink) => RunAsync(_with, sink);

    private static Func<int, PairedCase> Text(string description, string column, Func<TextRule<TdRow>, TextRule<TdRow>> step) =>
        From(description, map => map.Attribute("STEP", Column.Text(column)), map => step(map.Attribute("STEP", Column.Text(column))));

    private static Func<int, PairedCase> From(
        string description,
        Action<ContactMapBuilder<TdRow>> without,
        Action<ContactMapBuilder<TdRow>> with
    ) => records => new StepCase(records, description, without, with);

    private static ContactMap<TdRow> Map(Action<ContactMapBuilder<TdRow>> step) =>
        ContactMap.From<TdRow>(map =>
        {
            map.Email(Column.Text("email"));
            map.ExternalId(Column.Int64("customer_id"));
            map.Attribute("NAME", Column.Text("name"));
            map.Attribute("CITY", Column.Text("city"));
            map.Attribute("COUNTRY", Column.Text("country"));
            map.Attribute("PHONE", Column.Text("international"));
            map.Attribute("SEEN", Column.Int64("seen_at"));
            map.Attribute("BORN", Column.Date("born_on"));
            map.Attribute("AMOUNT", Column.Double("amount"));
            step(map);
        });

    private async ValueTask RunAsync(ContactMap<TdRow> map, BodySink sink)
    {
        using var reader = new TdRowReader(new MemoryStream(_rows), StepRows.Schema);
        await Bodies.WriteContactsAsync(reader, map, _body, sink);
    }
}
