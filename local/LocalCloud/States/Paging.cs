using System.Text;
using System.Text.Json.Nodes;
using LocalCloud.Kernel;
using LocalCloud.States.Language;

namespace LocalCloud.States;

/// <summary>maxResults and nextToken. A token names the last item of its page, so what is new does not move the pages.</summary>
internal static class Paging
{
    /// <summary>A page, with nextToken when there is more.</summary>
    /// <param name="input">The request.</param>
    /// <param name="member">The reply's list.</param>
    /// <param name="about">What is listed: a token serves only the same question.</param>
    /// <param name="items">All items in the order of the reply.</param>
    /// <param name="number">Rises or falls along the items.</param>
    /// <param name="shape">An item on the wire.</param>
    public static JsonObject Page<T>(
        JsonObject input,
        string member,
        string about,
        IEnumerable<T> items,
        Func<T, long> number,
        Func<T, JsonObject> shape
    )
    {
        var size = StatesRules.PageSize(input);
        var rest = input["nextToken"] is { } token
            ? After(items, number, Last(Json.String(token), about))
            : items;
        var page = rest.Take(size + 1).ToList();
        var reply = new JsonObject { [member] = new JsonArray([.. page.Take(size).Select(shape)]) };
        if (page.Count > size)
        {
            reply["nextToken"] = Token(about, number(page[size - 1]));
        }

        return reply;
    }

    private static IEnumerable<T> After<T>(
        IEnumerable<T> items,
        Func<T, long> number,
        (long Last, bool Falling) from
    ) => items.Where(item => from.Falling ? number(item) < from.Last : number(item) > from.Last);

    private static string Token(string about, long last) =>
        Convert.ToBase64String(Encoding.UTF8.GetBytes($"{last} {about}"));

    private static (long Last, bool Falling) Last(string? token, string about)
    {
        var bytes = new byte[token?.Length ?? 0];
        if (
            Convert.TryFromBase64String(token ?? "", bytes, out var length)
            && Encoding.UTF8.GetString(bytes, 0, length).Split(' ', 2) is [var number, var same]
            && same == about
            && long.TryParse(number, out var last)
        )
        {
            return (last, about.StartsWith(Falling, StringComparison.Ordinal));
        }

        throw new AwsError("InvalidToken", "Invalid Token: 'Invalid token'");
    }

    /// <summary>Begins the name of a question whose items' numbers fall.</summary>
    public const string Falling = "newest first: ";
}
