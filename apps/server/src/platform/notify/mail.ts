import { createTransport } from 'nodemailer';
import type { Message } from '../errors/index.ts';

export type Mail = {
  readonly to: string;
  /** Stays the same when it is sent again, so that a mail system shows it once. */
  readonly id: string;
  readonly title: Message;
  readonly body: Message;
  readonly link: string | null;
};

export type Mailer = { send(mail: Mail): Promise<void>; close(): void };

export type MailSettings = {
  readonly smtpUrl: string;
  readonly mailFrom: string;
  readonly publicUrl: string;
};

/** Opens the mail server. An address that it refuses for good (5xx) fails with `refused`. */
export function openMailer({ smtpUrl, mailFrom, publicUrl }: MailSettings): Mailer {
  const transport = createTransport({
    url: smtpUrl,
    pool: true,
    maxConnections: 2,
    connectionTimeout: 10_000,
    greetingTimeout: 10_000,
    socketTimeout: 30_000,
    // a text is what a person wrote: it never names a file or an address to be fetched
    disableFileAccess: true,
    disableUrlAccess: true,
  });
  const host = new URL(publicUrl).hostname;
  return {
    send: async (mail) => {
      await transport.sendMail({
        from: mailFrom,
        to: { name: '', address: mail.to },
        subject: oneLine(mail.title.zh),
        messageId: `<${mail.id}@${host}>`,
        headers: { 'auto-submitted': 'auto-generated' },
        text: textOf(mail, publicUrl),
      });
    },
    close: () => transport.close(),
  };
}

const oneLine = (text: string) => text.replace(/\s+/g, ' ').slice(0, 200);

/** In both languages: the server does not know which one the reader speaks. */
function textOf({ title, body, link }: Mail, publicUrl: string): string {
  const address = link === null ? [] : [`${publicUrl}${link}`];
  const chinese = [title.zh, '', body.zh, '', ...address];
  if (title.zh === title.en && body.zh === body.en) return chinese.join('\n');
  return [...chinese, '', '--', '', title.en, '', body.en, '', ...address].join('\n');
}

/** Whether a mail server refused for good: another attempt would be refused as well. */
export function isRefused(error: unknown): boolean {
  const { responseCode } = error as { responseCode?: number };
  return responseCode !== undefined && responseCode >= 500 && responseCode < 600;
}
