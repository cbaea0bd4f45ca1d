using System.Globalization;
using BrevoTd.Connector.Emulator;
using BrevoTd.Connector.Mapping;

namespace BrevoTd.Connector.IntegrationTests.Flows;

/// <summary>What is wrong with a contact, if anything is.</summary>
internal enum Flaw
{
    None,
    NoIdentifier,
    BadEmail,
    BadEmailWithPhone,
    TakenPhone,
    TakenExternalId,
    TakenEmail,
    TakenWhatsApp,
    TakenLandline,
    FirstOfAPair,
    SecondOfAPair,
    WrongType,
    UnknownAttribute,
}

/// <summary>One of many contacts, a thousand to a block; in every block stands every flaw.</summary>
internal sealed record Shopper(int Id)
{
    public const int BlockSize = 1_000;

    public static IReadOnlyDictionary<Flaw, int> PerBlock { get; } =
        Enumerable.Range(0, BlockSize).GroupBy(FlawAt).ToDictionary(group => group.Key, group => group.Count());

    public Flaw Flaw => FlawAt(Id % BlockSize);

    public bool Exists => Id % BlockSize is >= 600 and < 650;

    public string? Email =>
        Flaw switch
        {
            Flaw.NoIdentifier or Flaw.SecondOfAPair => null,
            Flaw.BadEmail or Flaw.BadEmailWithPhone => $"shopper.{Id}@@example.com",
            Flaw.TakenEmail => $"holder.{Block}@example.com",
            Flaw.FirstOfAPair => $"twin.{Block}@example.com",
            _ => $"shopper.{Id}@example.com",
        };

    public string? ExternalId =>
        Flaw switch
        {
            Flaw.TakenExternalId => $"holder-{Block}",
            Flaw.TakenEmail => $"base-{Block}",
            _ => null,
        };

    public string? Phone =>
        Flaw switch
        {
            Flaw.BadEmailWithPhone => Number(700_000_000 + Id),
            Flaw.TakenPhone => Number(600_000_000 + Block),
            Flaw.SecondOfAPair => Number(610_000_000 + Block),
            _ => null,
        };

    public string? WhatsApp => Flaw is Flaw.TakenWhatsApp ? Number(620_000_000 + Block) : null;

    public string? Landline => Flaw is Flaw.TakenLandline ? Number(130_000_000 + Block) : null;

    private int Block => Id / BlockSize;

    /// <summary>An account with the contacts that others collide with.</summary>
    public static long Prepare(BrevoEmulator brevo, int count)
    {
        brevo.AddAttribute("NUMBER", "float");
        brevo.AddAttribute("LTV", "float");
        brevo.AddAttribute("BORN", "date");
        brevo.AddAttribute("WANTS_MAIL", "boolean");
        brevo.AddCategoryAttribute("TIER", "bronze", "silver", "gold");
        for (var block = 0; block <= count / BlockSize; block++)
        {
            brevo.AddContact(
                $"holder.{block}@example.com",
                new Dictionary<string, string>
                {
                    ["SMS"] = Number(600_000_000 + block),
                    ["WHATSAPP"] = Number(620_000_000 + block),
                    ["LANDLINE_NUMBER"] = Number(130_000_000 + block),
                    ["EXT_ID"] = $"holder-{block}",
                }
            );
            brevo.AddContact($"base.{block}@example.com", new Dictionary<string, string> { ["EXT_ID"] = $"base-{block}" });
            brevo.AddContact($"twin.{block}@example.com", new Dictionary<string, string> { ["SMS"] = Number(610_000_000 + block) });
        }

        foreach (var shopper in Enumerable.Range(1, count).Select(id => new Shopper(id)).Where(shopper => shopper.Exists))
        {
            brevo.AddContact(shopper.Email!);
        }

        return brevo.AddList("Shoppers");
    }

    /// <summary>The numbers of all shoppers that the account has.</summary>
    public static HashSet<long> Stored(BrevoEmulator brevo) =>
        [
            .. brevo
                .EnumerateContacts()
                .Select(contact => contact.Attributes.TryGetValue("NUMBER", out var number) ? number : null)
                .Where(number => number is not null)
                .Select(number => long.Parse(number!, CultureInfo.InvariantCulture)),
        ];

    private static string Number(int number) => string.Create(CultureInfo.InvariantCulture, $"+33{number}");

    private static Flaw FlawAt(int place) =>
        place switch
        {
            0 => Flaw.NoIdentifier,
            1 or 2 => Flaw.BadEmail,
            3 or 4 => Flaw.BadEmailWithPhone,
            5 or 6 => Flaw.TakenPhone,
            7 => Flaw.TakenExternalId,
            8 => Flaw.TakenEmail,
            9 => Flaw.TakenWhatsApp,
            10 => Flaw.TakenLandline,
            20 => Flaw.WrongType,
            21 => Flaw.UnknownAttribute,
            500 => Flaw.FirstOfAPair,
            501 => Flaw.SecondOfAPair,
            _ => Flaw.None,
        };

    internal sealed class Map : ContactMap<Shopper>
    {
        protected override void Configure(ContactMapBuilder<Shopper> map)
        {
            map.Email(static shopper => shopper.Email);
            map.ExternalId(static shopper => shopper.ExternalId);
            map.Sms(static shopper => shopper.Phone);
            map.WhatsApp(static shopper => shopper.WhatsApp);
            map.Landline(static shopper => shopper.Landline);
            map.Attribute("NUMBER", static shopper => (long?)shopper.Id);
            map.Attribute("LTV", static shopper => shopper.Flaw is Flaw.WrongType ? "a lot" : null);
            map.Attribute("SHOE_SIZE", static shopper => shopper.Flaw is Flaw.UnknownAttribute ? 43L : null);
            map.Attribute("BORN", static shopper => (DateOnly?)new DateOnly(1970, 1, 1).AddDays(shopper.Id % 10_000));
            map.Attribute("WANTS_MAIL", static shopper => (bool?)(shopper.Id % 2 == 0));
            map.Attribute("TIER", static shopper => shopper.Id % 3 == 0 ? "gold" : "bronze");
        }
    }
}
