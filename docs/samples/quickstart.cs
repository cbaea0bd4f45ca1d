#:project ../../src/BrevoTd.Connector/BrevoTd.Connector.csproj
#:project ../../src/BrevoTd.Connector.Emulator/BrevoTd.Connector.Emulator.csproj
#:property PublishAot=false

// A Treasure Data query becomes Brevo contacts, and every record is accounted for:
//   dotnet run docs/samples/quickstart.cs
using System.Collections.Concurrent;
using System.Data.Common;
using System.Diagnostics;
using System.Globalization;
using System.Text;
using BrevoTd.Connector.Batching;
using BrevoTd.Connector.Brevo;
using BrevoTd.Connector.Emulator;
using BrevoTd.Connector.Http;
using BrevoTd.Connector.Mapping;
using BrevoTd.Connector.TreasureData;
using DuckDB.NET.Data;

const string Database = "quickstart";
const string Customers = "customers";
const string Runs = "runs";

Console.OutputEncoding = Encoding.UTF8;
if (Settings.Parse(args) is not { } settings)
{
    return 2;
}

using var interrupted = new CancellationTokenSource();
Console.CancelKeyPress += (_, pressed) =>
{
    pressed.Cancel = true;
    interrupted.Cancel();
};
var ct = interrupted.Token;

try
{
    return await RunAsync();
}
catch (OperationCanceledException) when (ct.IsCancellationRequested)
{
    Console.Error.WriteLine("Interrupted.");
    return 130;
}
catch (Exception exception) when (exception is ConnectorException or MappingException or BatchCheckException or InputException)
{
    Console.Error.WriteLine(exception.Message);
    return 1;
}

async Task<int> RunAsync()
{
    // 1. Both services: on loopback unless told to connect.
    await using var emulator = settings.Connect
        ? null
        : await ConnectorEmulator.StartAsync(new() { BrevoTier = settings.EmulatorTier, Seed = settings.Seed }, ct);
    var where = emulator is null ? Services.FromEnvironment() : Services.Of(emulator);
    await using var brevo = BrevoClient.Create(
        new()
        {
            BaseAddress = where.BrevoAddress,
            ApiKey = where.BrevoKey,
            Tier = settings.Tier,
        }
    );
    await using var td = TreasureDataClient.Create(new() { BaseAddress = where.TreasureDataAddress, ApiKey = where.TreasureDataKey });
    Console.WriteLine($"Brevo at {where.BrevoAddress}, Treasure Data at {where.TreasureDataAddress}, tier {settings.Tier}.");

    // 2. The customers, as rows of a Treasure Data table.
    await td.Databases.CreateIfNotExistsAsync(Database, ct);
    await td.Tables.DeleteIfExistsAsync(Database, Customers, ct);
    await td.Tables.CreateIfNotExistsAsync(Database, Customers, cancellationToken: ct);
    var source = await LoadCustomersAsync(td);

    // 3. What Brevo needs to know beforehand: attributes, a folder and a list.
    await CreateAttributesAsync(brevo, source.Attributes);
    var list = await FindOrCreateListAsync(brevo);

    // 4. Query, map, write. Rows stream through; nothing waits for the whole result.
    var deadLetters = new RefusalCounter();
    var progress = new ProgressLine(brevo);
    await using var result = td.Jobs.Query(Database, source.Query);
    var job = await result.GetJobAsync(ct);
    Console.WriteLine($"Job {job.JobId} found {job.RecordCount:N0} customers.");
    await using var writer = brevo.Contacts.CreateImportWriter(
        source.Map,
        new()
        {
            ListIds = [list.Value],
            DeadLetters = deadLetters,
            Progress = progress,
            ExpectedRecords = job.RecordCount,
            FirstLook = TimeSpan.FromSeconds(1),

            // What waits for its outcome is what memory is needed for; more of it means fewer looks at Brevo's processes.
            MaxUnsettledRecords = 30_000,
        }
    );
    await foreach (var row in result.WithCancellation(ct))
    {
        await writer.WriteAsync(row, ct);
    }

    var report = await writer.CompleteAsync(ct);
    progress.End();

    // 5. What became of every record.
    Console.WriteLine();
    Console.WriteLine(report.ToTable());
    Console.WriteLine(
        $"managed heap at its peak  {progress.PeakMemory / 1_000_000:N0} MB{(settings.Connect ? "" : ", both services included")}"
    );
    PrintRefusals(deadLetters);

    // 6. A row about this run goes back to Treasure Data, and a second query shows it.
    await WriteSummaryAsync(td, report);

    if (!report.IsBalanced || report.Read != job.RecordCount)
    {
        Console.Error.WriteLine(
            $"The records do not add up: the query found {job.RecordCount:N0}, {report.Read:N0} were read. This is a bug; please report it."
        );
        return 1;
    }

    Console.WriteLine();
    Console.WriteLine($"Every one of {report.Read:N0} records is accounted for.");
    return report.Unverified == 0 ? 0 : 3;
}

async Task<CustomerSource> LoadCustomersAsync(TreasureDataClient td)
{
    var watch = Stopwatch.StartNew();
    if (settings.File is { } file)
    {
        await using var input = CustomerFile.Open(file, settings.FileIsParquet);
        await using var rows = td.Tables.CreateImportWriter(input.RowMap, Database, Customers, new() { MaxConcurrentBatches = 2 });
        while (await input.Reader.ReadAsync(ct))
        {
            await rows.WriteAsync(input.Reader, ct);
        }

        Loaded(await rows.CompleteAsync(ct), watch);
        return input.ToSource();
    }

    var map = RowMap.From<Customer>(row =>
    {
        row.Time(customer => (DateTimeOffset?)customer.SignedUpAt);
        row.Column("id", customer => (long?)customer.Id);
        row.Column("email", customer => customer.Email);
        row.Column("first_name", customer => customer.FirstName);
        row.Column("last_name", customer => customer.LastName);
        row.Column("phone", customer => customer.Phone);
        row.Column("country", customer => customer.Country);
        row.Column("ltv", customer => customer.LifetimeValue);
        row.Column("orders", customer => (long?)customer.Orders);
        row.Column("birthday", customer => customer.Birthday);
        row.Column("opted_out", customer => (bool?)customer.OptedOut);
    });
    await using var writer = td.Tables.CreateImportWriter(map, Database, Customers, new() { MaxConcurrentBatches = 2 });
    Loaded(await writer.WriteAllAsync(new CustomerGenerator(settings.Seed).Take(settings.Rows), ct), watch);
    return CustomerSource.Generated;
}

static void Loaded(BatchWriteReport report, Stopwatch watch)
{
    if (report.Delivered != report.Read)
    {
        throw new InputException($"Only {report.Delivered:N0} of {report.Read:N0} customers could be loaded:\n{report.ToTable()}");
    }

    Console.WriteLine($"{report.Delivered:N0} customers are in {Database}.{Customers} ({watch.Elapsed.TotalSeconds:0.0} s).");
}

async Task CreateAttributesAsync(BrevoClient brevo, IReadOnlyList<(string Name, AttributeType Type)> attributes)
{
    var existing = (await brevo.Attributes.ListAsync(ct)).Select(attribute => attribute.Name).ToHashSet();
    foreach (var (name, type) in attributes.Where(attribute => !existing.Contains(attribute.Name)))
    {
        await brevo.Attributes.CreateAsync(AttributeCategory.Normal, name, new() { Type = type }, ct);
    }
}

async Task<ContactListId> FindOrCreateListAsync(BrevoClient brevo)
{
    await foreach (var list in brevo.Lists.ListAsync(cancellationToken: ct))
    {
        if (list is { Name: "Quickstart", Id: { } id })
        {
            return id;
        }
    }

    return await brevo.Lists.CreateAsync("Quickstart", await brevo.Folders.CreateAsync("Quickstart", ct), ct);
}

static void PrintRefusals(RefusalCounter refusals)
{
    if (refusals.ByReason.Count > 0)
    {
        Console.WriteLine();
        Console.WriteLine("What the map refused:");
        foreach (var (reason, count) in refusals.ByReason.OrderByDescending(pair => pair.Value).Take(5))
        {
            Console.WriteLine($"  {count, 8:N0}  {reason}");
        }
    }
}

async Task WriteSummaryAsync(TreasureDataClient td, BatchWriteReport report)
{
    var map = RowMap.From<BatchWriteReport>(row =>
    {
        row.Time(run => (DateTimeOffset?)run.StartedAt);
        row.Column("sink", run => run.SinkName);
        row.Column("read_records", run => (long?)run.Read);
        row.Column("skipped", run => (long?)run.Skipped);
        row.Column("delivered", run => (long?)run.Delivered);
        row.Column("rejected", run => (long?)run.Rejected);
        row.Column("dead_lettered", run => (long?)run.DeadLettered);
        row.Column("unverified", run => (long?)run.Unverified);
        row.Column("seconds", run => (double?)run.Elapsed.TotalSeconds);
    });
    await td.Tables.CreateIfNotExistsAsync(Database, Runs, cancellationToken: ct);
    await using (var writer = td.Tables.CreateImportWriter(map, Database, Runs))
    {
        await writer.WriteAllAsync([report], ct);
    }

    Console.WriteLine();
    Console.WriteLine($"The latest runs, read back from {Database}.{Runs}:");
    await using var runs = td.Jobs.Query(
        Database,
        $"SELECT time, read_records, skipped, delivered, rejected, dead_lettered, unverified FROM {Runs} ORDER BY time DESC LIMIT 3"
    );
    await foreach (var run in runs.WithCancellation(ct))
    {
        Console.WriteLine(
            $"  {DateTimeOffset.FromUnixTimeSeconds(run.Int64("time")):yyyy-MM-dd HH:mm:ss}  read {run.Int64("read_records"):N0} = skipped {run.Int64("skipped"):N0}"
                + $" + delivered {run.Int64("delivered"):N0} + rejected {run.Int64("rejected"):N0} + dead-lettered {run.Int64("dead_lettered"):N0} + unverified {run.Int64("unverified"):N0}"
        );
    }
}

/// <summary>How the generated customers become contacts.</summary>
sealed class CustomerContacts : ContactMap<TdRow>
{
    protected override void Configure(ContactMapBuilder<TdRow> map)
    {
        map.Email(Column.Text("email")).Trim().ToLower().Required();
        map.Attribute("FIRSTNAME", Column.Text("first_name")).Trim().Default("there");
        map.Attribute("LASTNAME", Column.Text("last_name")).Trim();
        map.Attribute("FULLNAME", row => $"{row.TextOrNull("first_name")} {row.TextOrNull("last_name")}".Trim());
        map.Attribute("COUNTRY", Column.Text("country")).ToUpper();
        map.Attribute("LTV", Column.Double("ltv")).Must(value => value >= 0, "LTV must not be negative");
        map.Attribute("ORDERS", Column.Int64("orders"));
        map.Attribute("BIRTHDAY", Column.Date("birthday"));
        map.Sms(Column.Text("phone")).ToE164(row => row.TextOrNull("country")).OrDrop();
        map.SkipWhen(row => row.Boolean("opted_out"), "opted out");
    }
}

/// <summary>Where the contacts come from: the query, the map, and the attributes that the map writes.</summary>
sealed record CustomerSource(string Query, ContactMap<TdRow> Map, IReadOnlyList<(string Name, AttributeType Type)> Attributes)
{
    public static CustomerSource Generated { get; } =
        new(
            "SELECT email, first_name, last_name, phone, country, ltv, orders, birthday, opted_out FROM customers ORDER BY id",
            new CustomerContacts(),
            [
                ("FULLNAME", AttributeType.Text),
                ("COUNTRY", AttributeType.Text),
                ("LTV", AttributeType.Float),
                ("ORDERS", AttributeType.Float),
                ("BIRTHDAY", AttributeType.Date),
            ]
        );
}

/// <summary>A user's own customers: a CSV file with a header, or a Parquet file.</summary>
sealed class CustomerFile : IAsyncDisposable
{
    private readonly DuckDBConnection _connection;
    private readonly DuckDBCommand _command;
    private readonly List<(int Ordinal, string Name, Type Type)> _columns;

    private CustomerFile(DuckDBConnection connection, DuckDBCommand command, DbDataReader reader)
    {
        _connection = connection;
        _command = command;
        Reader = reader;
        _columns = [.. Enumerable.Range(0, reader.FieldCount).Select(i => (i, ColumnName(reader.GetName(i), i), reader.GetFieldType(i)))];
        var twice = _columns.GroupBy(column => column.Name).FirstOrDefault(group => group.Count() > 1);
        if (twice is not null)
        {
            throw new InputException($"The file has several columns that become '{twice.Key}'. Give each a name of its own.");
        }
    }

    public DbDataReader Reader { get; }

    public RowMap<DbDataReader> RowMap =>
        BrevoTd.Connector.Mapping.RowMap.From<DbDataReader>(row =>
        {
            foreach (var (i, name, type) in _columns)
            {
                if (name == "time")
                {
                    row.Time(reader => Timestamp(reader, i));
                }
                else if (IsWhole(type))
                {
                    row.Column(
                        name,
                        reader => reader.IsDBNull(i) ? null : (long?)Convert.ToInt64(reader.GetValue(i), CultureInfo.InvariantCulture)
                    );
                }
                else if (IsNumber(type))
                {
                    row.Column(
                        name,
                        reader => reader.IsDBNull(i) ? null : (double?)Convert.ToDouble(reader.GetValue(i), CultureInfo.InvariantCulture)
                    );
                }
                else if (type == typeof(bool))
                {
                    row.Column(name, reader => reader.IsDBNull(i) ? null : (bool?)reader.GetBoolean(i));
                }
                else
                {
                    row.Column(name, reader => Text(reader, i));
                }
            }

            if (_columns.All(column => column.Name != "time"))
            {
                var now = TimeProvider.System.GetUtcNow();
                row.Time(_ => (DateTimeOffset?)now);
            }
        });

    public static CustomerFile Open(string path, bool isParquet)
    {
        if (!File.Exists(path))
        {
            throw new InputException($"There is no file {path}.");
        }

        var connection = new DuckDBConnection("DataSource=:memory:");
        connection.Open();
        var command = connection.CreateCommand();

        // All text: a guessed type would turn the phone number 0612 into the number 612.
        var quoted = "'" + path.Replace("'", "''", StringComparison.Ordinal) + "'";
        command.CommandText = isParquet
            ? $"SELECT * FROM read_parquet({quoted})"
            : $"SELECT * FROM read_csv({quoted}, header = true, all_varchar = true)";
        command.UseStreamingMode = true;
        try
        {
            return new CustomerFile(connection, command, command.ExecuteReader());
        }
        catch (DuckDBException exception)
        {
            throw new InputException($"{path} cannot be read: {exception.Message}");
        }
    }

    public CustomerSource ToSource()
    {
        var email =
            Find("email", "e_mail", "mail", "email_address")
            ?? throw new InputException(
                $"No column holds an e-mail address. Name one 'email'; the file has: {string.Join(", ", _columns.Select(column => column.Name))}."
            );
        var phone = Find("phone", "mobile", "phone_number", "sms", "telephone", "tel");
        var country = Find("country", "country_code", "region");
        var others = _columns.Where(column => column.Name != email && column.Name != phone && column.Name != "time").ToList();
        var map = ContactMap.From<TdRow>(contact =>
        {
            contact.Email(Column.Text(email)).Trim().ToLower().Required();
            if (phone is not null)
            {
                contact.Sms(Column.Text(phone)).ToE164(row => country is null ? null : row.TextOrNull(country)).OrDrop();
            }

            foreach (var (_, name, type) in others)
            {
                var attribute = name.ToUpperInvariant();
                if (IsWhole(type))
                {
                    contact.Attribute(attribute, Column.Int64(name));
                }
                else if (IsNumber(type))
                {
                    contact.Attribute(attribute, Column.Double(name));
                }
                else if (type == typeof(bool))
                {
                    contact.Attribute(attribute, Column.BooleanOrNull(name));
                }
                else
                {
                    contact.Attribute(attribute, Column.Text(name)).Trim();
                }
            }
        });
        var columns = string.Join(", ", _columns.Where(column => column.Name != "time").Select(column => $"\"{column.Name}\""));
        return new CustomerSource(
            $"SELECT {columns} FROM customers",
            map,
            [.. others.Select(column => (column.Name.ToUpperInvariant(), TypeOf(column.Type)))]
        );
    }

    public async ValueTask DisposeAsync()
    {
        await Reader.DisposeAsync();
        await _command.DisposeAsync();
        await _connection.DisposeAsync();
    }

    private string? Find(params string[] names) => names.FirstOrDefault(name => _columns.Any(column => column.Name == name));

    private static bool IsWhole(Type type) =>
        type == typeof(long) || type == typeof(int) || type == typeof(short) || type == typeof(sbyte) || type == typeof(byte);

    private static bool IsNumber(Type type) => type == typeof(double) || type == typeof(float) || type == typeof(decimal);

    private static AttributeType TypeOf(Type type) =>
        IsWhole(type) || IsNumber(type) ? AttributeType.Float
        : type == typeof(bool) ? AttributeType.Boolean
        : AttributeType.Text;

    private static string? Text(DbDataReader reader, int i) =>
        reader.IsDBNull(i)
            ? null
            : reader.GetValue(i) switch
            {
                string text => text,
                DateTime moment => moment.ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture),
                DateOnly date => date.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
                IFormattable value => value.ToString(null, CultureInfo.InvariantCulture),
                var other => other.ToString(),
            };

    private static DateTimeOffset? Timestamp(DbDataReader reader, int i) =>
        Text(reader, i) is not { } text ? null
        : long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var seconds)
            ? DateTimeOffset.FromUnixTimeSeconds(seconds)
        : DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var moment) ? moment
        : null;

    // Treasure Data takes small letters, digits and underscores.
    private static string ColumnName(string name, int ordinal)
    {
        var text = new StringBuilder();
        foreach (var c in name.Trim().ToLowerInvariant())
        {
            text.Append(char.IsAsciiLetterOrDigit(c) ? c : '_');
        }

        return text.Length == 0 ? $"column_{ordinal + 1}" : text.ToString();
    }
}

/// <summary>Counts why the map refused records. A job of your own would keep them: JsonLinesDeadLetterSink writes one line each.</summary>
sealed class RefusalCounter : IDeadLetterSink
{
    public ConcurrentDictionary<string, long> ByReason { get; } = new();

    public ValueTask WriteAsync(IReadOnlyList<DeadLetter> letters, CancellationToken cancellationToken = default)
    {
        foreach (var failure in letters.SelectMany(letter => letter.Failures))
        {
            ByReason.AddOrUpdate($"{failure.Target}: {failure.Message}", 1, (_, count) => count + 1);
        }

        return default;
    }
}

/// <summary>Shows how far the writer is: one line that renews itself, or a line a second where the output is not a terminal.</summary>
sealed class ProgressLine(BrevoClient brevo) : IProgress<BatchWriteProgress>
{
    private readonly Lock _gate = new();
    private int _width;
    private bool _ended;

    public long PeakMemory { get; private set; }

    public void Report(BatchWriteProgress value)
    {
        var quota = string.Join(
            ", ",
            brevo
                .GetQuotaSnapshot()
                .Buckets.Where(bucket => bucket.PerHour is not null)
                .Select(bucket => $"{bucket.Bucket} {bucket.UsedThisHour:N0}/{bucket.PerHour:N0}")
        );
        var left = value.EstimatedTimeLeft is { } time ? $" · {time:m\\:ss} left" : "";
        var line = $"read {value.Read:N0} · sent {value.Sent:N0} · settled {value.Settled:N0} · quota this hour: {quota}{left}";
        lock (_gate)
        {
            if (_ended)
            {
                return;
            }

            var heap = GC.GetGCMemoryInfo().HeapSizeBytes;
            PeakMemory = Math.Max(PeakMemory, heap > 0 ? heap : GC.GetTotalMemory(forceFullCollection: false));

            if (Console.IsOutputRedirected)
            {
                Console.WriteLine(line);
            }
            else
            {
                Console.Write("\r" + line.PadRight(_width));
                _width = line.Length;
            }
        }
    }

    public void End()
    {
        lock (_gate)
        {
            _ended = true;
            if (!Console.IsOutputRedirected)
            {
                Console.WriteLine();
            }
        }
    }
}

/// <summary>Addresses and keys of the two services.</summary>
sealed record Services(Uri BrevoAddress, string BrevoKey, Uri TreasureDataAddress, string TreasureDataKey)
{
    public static Services Of(ConnectorEmulator emulator) =>
        new(emulator.Brevo.BaseAddress, emulator.Brevo.ApiKey, emulator.TreasureData.BaseAddress, emulator.TreasureData.ApiKey);

    public static Services FromEnvironment()
    {
        var missing = new[] { "BREVO_API_KEY", "TD_API_KEY" }
            .Where(name => string.IsNullOrEmpty(Environment.GetEnvironmentVariable(name)))
            .ToList();
        if (missing.Count > 0)
        {
            throw new InputException(
                $"--connect needs {string.Join(" and ", missing)} in the environment; BREVO_API_SERVER and TD_API_SERVER name other addresses than the services' own."
            );
        }

        return new(
            Address("BREVO_API_SERVER", "https://api.brevo.com/v3/"),
            Environment.GetEnvironmentVariable("BREVO_API_KEY")!,
            Address("TD_API_SERVER", "https://api.treasuredata.com/"),
            Environment.GetEnvironmentVariable("TD_API_KEY")!
        );
    }

    public override string ToString() => "***";

    private static Uri Address(string name, string standard)
    {
        var text = Environment.GetEnvironmentVariable(name) is { Length: > 0 } set ? set : standard;
        return Uri.TryCreate(text.TrimEnd('/') + "/", UriKind.Absolute, out var address)
            ? address
            : throw new InputException($"{name} is no address.");
    }
}

/// <summary>What was asked for on the command line.</summary>
sealed record Settings
{
    private const string Usage = """
        Usage: dotnet run docs/samples/quickstart.cs -- [options]

          --rows N          how many customers to make up (default 20000)
          --seed S          another seed makes other customers (default 1)
          --csv FILE        your own customers instead, with a header
          --parquet FILE    your own customers instead
          --tier T          the Brevo account's tier: general (default), advanced or extended
          --connect         services that run elsewhere: BREVO_API_KEY, BREVO_API_SERVER, TD_API_KEY, TD_API_SERVER
        """;

    public int Rows { get; init; } = 20_000;
    public int Seed { get; init; } = 1;
    public string? File { get; init; }
    public bool FileIsParquet { get; init; }
    public BrevoTier Tier { get; init; } = BrevoTier.General;
    public bool Connect { get; init; }

    public BrevoEmulatorTier EmulatorTier => Enum.Parse<BrevoEmulatorTier>(Tier.ToString());

    public static Settings? Parse(string[] args)
    {
        var settings = new Settings();
        for (var i = 0; i < args.Length; i++)
        {
            var value = i + 1 < args.Length ? args[i + 1] : "";
            switch (args[i])
            {
                case "--connect":
                    settings = settings with { Connect = true };
                    continue;
                case "--rows" when int.TryParse(value, NumberStyles.AllowThousands, CultureInfo.InvariantCulture, out var rows) && rows > 0:
                    settings = settings with { Rows = rows };
                    break;
                case "--seed" when int.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out var seed):
                    settings = settings with { Seed = seed };
                    break;
                case "--csv" or "--parquet" when value.Length > 0:
                    settings = settings with { File = value, FileIsParquet = args[i] == "--parquet" };
                    break;
                case "--tier"
                    when Enum.TryParse<BrevoTier>(value, ignoreCase: true, out var tier) && Enum.IsDefined(tier) && char.IsLetter(value[0]):
                    settings = settings with { Tier = tier };
                    break;
                case "--help" or "-h":
                    Console.WriteLine(Usage);
                    Environment.Exit(0);
                    break;
                default:
                    Console.Error.WriteLine($"{args[i]} is unknown, or '{value}' is no value for it.");
                    Console.Error.WriteLine(Usage);
                    return null;
            }

            i++;
        }

        return settings;
    }
}

/// <summary>The user's input cannot be used.</summary>
sealed class InputException(string message) : Exception(message);

/// <summary>Customers that look like people. The same seed gives the same customers.</summary>
sealed class CustomerGenerator(int seed)
{
    // Region, calling code, length of the national number, how people write it (# is a digit), given names, family names.
    private static readonly Country[] s_countries =
    [
        new(
            "FR",
            ["0# ## ## ## ##", "+33 # ## ## ## ##", "0033#########"],
            "6",
            9,
            ["Zoé", "Chloé", "François", "Léa"],
            ["Lefèvre", "D'Aubigné", "Garçon", "Martin"]
        ),
        new(
            "DE",
            ["0### #######", "+49 (0)### #######", "0049###-#######"],
            "151",
            10,
            ["Jürgen", "Anneliese", "Götz", "Mia"],
            ["Müller-Lüdenscheidt", "Weiß", "Schröder", "von der Tann"]
        ),
        new(
            "GB",
            ["0#### ######", "+44 #### ######", "(0####) ######"],
            "7400",
            10,
            ["Siân", "Oliver", "Niamh", "Priya"],
            ["O'Connor", "Smith", "McAllister", "Featherstonehaugh"]
        ),
        new(
            "US",
            ["(###) ###-####", "###.###.####", "+1 ### ### ####"],
            "212",
            10,
            ["Dwayne", "María José", "Emily", "Tyrone"],
            ["Johnson", "Hernández", "Nguyen", "Lee-Brown"]
        ),
        new(
            "JP",
            ["0##-####-####", "+81 ## #### ####", "0##########"],
            "90",
            10,
            ["さくら", "健太", "美咲", "翔"],
            ["佐藤", "鈴木", "高橋", "渡邊"]
        ),
        new(
            "PL",
            ["### ### ###", "+48 ### ### ###", "0048#########"],
            "512",
            9,
            ["Łukasz", "Małgorzata", "Zbigniew", "Żaneta"],
            ["Wójcik", "Kowalczyk", "Łęcki", "Szczęsna"]
        ),
        new(
            "GR",
            ["### ### ####", "+30 ##########", "0030 ### #######"],
            "694",
            10,
            ["Γιώργος", "Ελένη", "Δημήτρης", "Αθηνά"],
            ["Παπαδόπουλος", "Νικολάου", "Ιωάννου", "Γεωργίου"]
        ),
        new(
            "UA",
            ["0## ### ## ##", "+380 ## ### ## ##", "+380#########"],
            "67",
            9,
            ["Олександр", "Їрина", "Євген", "Оксана"],
            ["Шевченко", "Ґонта", "Коваленко", "Мельник"]
        ),
        new(
            "IN",
            ["0##### #####", "+91 ##### #####", "+91-##########"],
            "98765",
            10,
            ["अनन्या", "राहुल", "Priyanka", "Arjun"],
            ["शर्मा", "Patel", "Iyer", "Singh"]
        ),
        new(
            "BR",
            ["(0##) #####-####", "+55 ## #####-####", "0##-#########"],
            "119",
            11,
            ["João", "Conceição", "Thaís", "Antônio"],
            ["da Silva", "Gonçalves", "Araújo", "Souza"]
        ),
    ];

    private static readonly string[] s_malformed =
    [
        "@example.com",
        "no-at-sign.example.com",
        "two@@example.com",
        "spaces in@example.com",
        "dot.@example.com",
        "trailing@",
    ];

    public IEnumerable<Customer> Take(int count)
    {
        var random = new Random(seed);
        var recent = new List<Customer>(256);
        for (var id = 1; id <= count; id++)
        {
            var customer = Make(random, id, recent);
            if (recent.Count < 256)
            {
                recent.Add(customer);
            }
            else
            {
                recent[random.Next(recent.Count)] = customer;
            }

            yield return customer;
        }
    }

    private static Customer Make(Random random, int id, List<Customer> recent)
    {
        var country = s_countries[random.Next(s_countries.Length)];
        var first = Pick(random, country.GivenNames);
        var last = Pick(random, country.FamilyNames);
        var fate = random.Next(1000);
        var email = fate switch
        {
            < 20 => $"{id}{Pick(random, s_malformed)}", // Brevo reports these as invalid
            < 25 => null, // the map refuses these
            < 40 when recent.Count > 0 => Pick(random, recent).Email, // somebody entered twice
            < 60 => $"  Customer.{id}@Example.COM ", // as people type
            _ => $"customer.{id}@example.com",
        };
        var phone = fate switch
        {
            >= 60 and < 90 when recent.Count > 0 => Pick(random, recent).Phone, // a family's shared number: a conflict in Brevo
            >= 90 and < 105 => "n/a",
            >= 105 and < 300 => null,
            _ => Write(random, country),
        };
        return new Customer
        {
            Id = id,
            Email = email,
            FirstName = fate is >= 300 and < 330 ? null : first,
            LastName = last,
            Phone = phone,
            Country = country.Region,
            LifetimeValue = fate is >= 330 and < 400 ? null : Math.Round(random.NextDouble() * 5000, 2),
            Orders = random.Next(40),
            Birthday = fate is >= 400 and < 600 ? null : new DateOnly(1935 + random.Next(70), 1 + random.Next(12), 1 + random.Next(28)),
            OptedOut = fate >= 970,
            SignedUpAt = DateTimeOffset.FromUnixTimeSeconds(1_577_836_800 + random.Next(180_000_000)),
        };
    }

    private static string Write(Random random, Country country)
    {
        var digits =
            country.MobilePrefix
            + string.Concat(Enumerable.Range(0, country.Digits - country.MobilePrefix.Length).Select(_ => random.Next(10)));
        var next = 0;
        return string.Concat(Pick(random, country.PhoneStyles).Select(c => c == '#' && next < digits.Length ? digits[next++] : c));
    }

    private static T Pick<T>(Random random, IReadOnlyList<T> values) => values[random.Next(values.Count)];

    private sealed record Country(
        string Region,
        string[] PhoneStyles,
        string MobilePrefix,
        int Digits,
        string[] GivenNames,
        string[] FamilyNames
    );
}

sealed record Customer
{
    public required long Id { get; init; }
    public string? Email { get; init; }
    public string? FirstName { get; init; }
    public string? LastName { get; init; }
    public string? Phone { get; init; }
    public string? Country { get; init; }
    public double? LifetimeValue { get; init; }
    public long Orders { get; init; }
    public DateOnly? Birthday { get; init; }
    public bool OptedOut { get; init; }
    public DateTimeOffset SignedUpAt { get; init; }
}
