using System.Collections.Concurrent;
using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Compressor.Testing;

/// <summary>
/// The messages of a standard queue of SQS: visibility, receipt handles of which only the last one deletes, receive counts and dead
/// letters.
/// </summary>
public sealed class QueuedMessages
{
    private readonly Lock _lock = new();
    private readonly List<Message> _messages = [];
    private int _number;

    /// <summary>How long a message that was received is hidden.</summary>
    public TimeSpan Visibility { get; set; } = TimeSpan.FromHours(1);

    /// <summary>Receives after which a message is a dead letter.</summary>
    public int MaxReceiveCount { get; set; } = 100;

    /// <summary>Bodies of dead letters.</summary>
    public ConcurrentQueue<string> DeadLetters { get; } = [];

    /// <summary>Bodies of deleted messages: those that are done.</summary>
    public ConcurrentQueue<string> Deleted { get; } = [];

    /// <summary>Messages that wait, and those that were received and neither deleted nor visible again.</summary>
    public (int Visible, int Hidden) Count
    {
        get
        {
            lock (_lock)
            {
                var visible = _messages.Count(message => message.IsVisible);
                return (visible, _messages.Count - visible);
            }
        }
    }

    public void Send(params ReadOnlySpan<string> bodies)
    {
        lock (_lock)
        {
            foreach (var body in bodies)
            {
                _messages.Add(new Message($"m{++_number}", body));
            }
        }
    }

    /// <summary>Receives up to so many messages, in the form of SQS's answer.</summary>
    public IReadOnlyList<object> Take(int count)
    {
        lock (_lock)
        {
            foreach (var dead in _messages.FindAll(message => message.IsVisible && message.Receives >= MaxReceiveCount))
            {
                _messages.Remove(dead);
                DeadLetters.Enqueue(dead.Body);
            }

            return [.. _messages.Where(message => message.IsVisible).Take(count).ToList().Select(message => message.Receive(Visibility))];
        }
    }

    /// <summary>Deletes by receipt handles. With one that is not the last, SQS says that all is well, and keeps the message.</summary>
    public void Delete(IReadOnlyCollection<string> handles)
    {
        lock (_lock)
        {
            foreach (var done in _messages.FindAll(message => handles.Contains(message.Handle)))
            {
                _messages.Remove(done);
                Deleted.Enqueue(done.Body);
            }
        }
    }

    private sealed class Message(string id, string body)
    {
        private DateTime _visible = DateTime.MinValue;

        public string Body => body;

        public int Receives { get; private set; }

        public string Handle => $"{id}/{Receives}";

        public bool IsVisible => DateTime.UtcNow >= _visible;

        [SuppressMessage("Security", "CA5351", Justification = "What SQS answers, and its client compares.")]
        public object Receive(TimeSpan visibility)
        {
            (Receives, _visible) = (Receives + 1, DateTime.UtcNow + visibility);
            return new
            {
                MessageId = id,
                ReceiptHandle = Handle,
                Body,
                MD5OfBody = Convert.ToHexStringLower(MD5.HashData(Encoding.UTF8.GetBytes(body))),
                Attributes = new
                {
                    ApproximateReceiveCount = Receives.ToString(CultureInfo.InvariantCulture),
                    SentTimestamp = "1",
                },
            };
        }
    }
}
