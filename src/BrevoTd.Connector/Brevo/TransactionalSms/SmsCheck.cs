namespace BrevoTd.Connector.Brevo;

/// <summary>Finds in an SMS what Brevo would refuse or silently leave out. Neither number nor text gets into what it throws.</summary>
internal static class SmsCheck
{
    private const int MaxAlphanumericSender = 11;
    private const int MaxNumericSender = 15;
    private const int MinDigits = 6;
    private const int MaxDigits = 15;
    private const int MaxTags = 10;

    public static void Check(SendSmsRequest request, string parameter)
    {
        ArgumentNullException.ThrowIfNull(request, parameter);
        if (Problem(request) is { } problem)
        {
            throw new ArgumentException(problem, parameter);
        }
    }

    private static string? Problem(SendSmsRequest request) =>
        SenderProblem(request.Sender) ?? RecipientProblem(request.Recipient) ?? ContentProblem(request) ?? TagsProblem(request.Tags);

    private static string? SenderProblem(string sender)
    {
        if (string.IsNullOrEmpty(sender))
        {
            return "The message needs a Sender.";
        }

        var isNumber = sender.All(char.IsAsciiDigit);
        return isNumber && sender.Length <= MaxNumericSender ? null
            : isNumber ? $"Sender has {sender.Length} digits and Brevo takes {MaxNumericSender}. Shorten it."
            : !sender.All(char.IsAsciiLetterOrDigit)
                ? "Sender has something else than letters and digits without accents. Take spaces, hyphens and the like out."
            : sender.Length > MaxAlphanumericSender
                ? $"Sender has {sender.Length} letters and digits and Brevo takes {MaxAlphanumericSender} ({MaxNumericSender} when all are digits). Shorten it."
            : null;
    }

    private static string? RecipientProblem(string recipient)
    {
        var digits = recipient is ['+', .. var rest] ? rest : recipient ?? "";
        return digits.Length is >= MinDigits and <= MaxDigits && digits.All(char.IsAsciiDigit)
            ? null
            : $"Recipient is not a number with its country code. Write {MinDigits} to {MaxDigits} digits, with or without a plus in front, and nothing between them.";
    }

    private static string? ContentProblem(SendSmsRequest request) =>
        string.IsNullOrEmpty(request.Content) == request.TemplateId is null
            ? request.TemplateId is null
                ? "The message needs a Content or a TemplateId."
                : "Brevo ignores Content beside a TemplateId. Leave one of them out."
            : request is { Params: not null, TemplateId: null }
                ? "Brevo ignores Params without a TemplateId. Write the values into Content, or name a template."
                : request.WebUrl is { IsAbsoluteUri: false }
                    ? "WebUrl is not an absolute address."
                    : null;

    private static string? TagsProblem(IReadOnlyList<string>? tags) =>
        tags is null ? null
        : tags.Count > MaxTags ? $"Brevo takes {MaxTags} tags and got {tags.Count}. Leave some out."
        : tags.Any(string.IsNullOrEmpty) ? "Tags has a tag without text. Leave it out."
        : null;
}
