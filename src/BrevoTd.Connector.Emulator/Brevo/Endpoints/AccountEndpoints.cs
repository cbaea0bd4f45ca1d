using Microsoft.AspNetCore.Http;

namespace BrevoTd.Connector.Emulator.Brevo;

/// <summary>The account.</summary>
internal sealed class AccountEndpoints(BrevoService service)
{
    public void Map(BrevoRoutes routes) => routes.Map("GET", "/account", Get);

    private BrevoAnswer Get(HttpContext context) =>
        BrevoAnswer.Json(
            200,
            json =>
            {
                json.WriteString("organization_id", "65f1a2b3c4d5e6f708192a3b");
                json.WriteNumber("user_id", 1);
                json.WriteBoolean("enterprise", service.Options.BrevoTier != BrevoEmulatorTier.General);
                json.WriteString("email", "owner@emulator.example");
                json.WriteString("firstName", "Emma");
                json.WriteString("lastName", "Lator");
                json.WriteString("companyName", "Emulated Company");
                json.WriteStartObject("address");
                json.WriteString("street", "1 Loopback Road");
                json.WriteString("zipCode", "12700");
                json.WriteString("city", "Localhost");
                json.WriteString("country", "France");
                json.WriteEndObject();
                json.WriteStartArray("plan");
                json.WriteStartObject();
                json.WriteString("type", "subscription");
                json.WriteNumber("credits", 1_000_000);
                json.WriteString("creditsType", "sendLimit");
                json.WriteEndObject();
                json.WriteEndArray();
                json.WriteStartObject("relay");
                json.WriteBoolean("enabled", true);
                json.WriteStartObject("data");
                json.WriteString("userName", "owner@emulator.example");
                json.WriteString("relay", "smtp-relay.emulator.example");
                json.WriteNumber("port", 587);
                json.WriteEndObject();
                json.WriteEndObject();
                json.WriteStartObject("marketingAutomation");
                json.WriteBoolean("enabled", false);
                json.WriteEndObject();
            }
        );
}
