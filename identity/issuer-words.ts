import type { Language } from '../domain/texts.ts';
import type { PasswordFault } from './password-rules.ts';

/** What a page of sign-in says about the attempt before it. */
export type SignInFault = 'wrong' | 'wrongCode' | 'locked' | 'differ' | PasswordFault;

interface Words {
  signIn: string;
  person: string;
  password: string;
  next: string;
  thenChange: string;
  thenEnrol: string;
  code: string;
  codeHelp: string;
  change: string;
  changeHelp: string;
  current: string;
  fresh: string;
  repeat: string;
  enrol: string;
  enrolHelp: string;
  /** What the picture is, for who cannot see it. */
  qrCode: string;
  secret: string;
  signOut: string;
  signOutAsk: string;
  signedOut: string;
  broken: string;
  brokenHelp: string;
  over: string;
  otherLanguage: string;
  faults: Record<SignInFault, string>;
}

/** The words of the issuer's pages. */
export const ISSUER_WORDS: Record<Language, Words> = {
  zh: {
    signIn: '登录 开工',
    person: '账号',
    password: '密码',
    next: '继续',
    thenChange: '登录后修改密码',
    thenEnrol: '登录后启用动态口令',
    code: '动态口令',
    codeHelp: '请输入手机验证器中的 6 位数字。',
    change: '修改密码',
    changeHelp: '至少 10 个字符，含小写字母或汉字、大写字母、数字、符号中的三类，不含账号。',
    current: '当前密码',
    fresh: '新密码',
    repeat: '再次输入新密码',
    enrol: '启用动态口令',
    enrolHelp: '用手机验证器扫描二维码，或手工输入密钥，再填写显示的 6 位数字。',
    qrCode: '二维码，内容与下面的密钥相同',
    secret: '密钥',
    signOut: '退出登录',
    signOutAsk: '也在此处退出登录吗？',
    signedOut: '已退出登录。',
    broken: '登录没有完成',
    brokenHelp: '请回到开工重新登录。',
    over: '本次登录已过期，请回到开工重新登录。',
    otherLanguage: 'English',
    faults: {
      wrong: '账号或密码不正确。连续 5 次错误后，账号锁定 15 分钟。',
      wrongCode: '动态口令不正确或已使用过，请等待下一个。',
      locked: '账号已锁定，请 15 分钟后再试，或请管理员解锁。',
      differ: '两次输入的新密码不一致。',
      short: '新密码不足 10 个字符。',
      long: '新密码超过 200 个字符。',
      simple: '新密码须含小写字母或汉字、大写字母、数字、符号中的三类。',
      ownName: '新密码不能包含账号。',
      same: '新密码不能与当前密码相同。',
    },
  },
  en: {
    signIn: 'Sign in to Kaigong',
    person: 'Account',
    password: 'Password',
    next: 'Continue',
    thenChange: 'then change the password',
    thenEnrol: 'then set up one-time codes',
    code: 'One-time code',
    codeHelp: 'Type the 6 digits that your authenticator app shows.',
    change: 'Change the password',
    changeHelp:
      'At least 10 characters of three kinds: small letters, capitals, digits, signs; without the account.',
    current: 'Current password',
    fresh: 'New password',
    repeat: 'New password again',
    enrol: 'Set up one-time codes',
    enrolHelp:
      'Scan the code with an authenticator app, or type the key in by hand, then type the 6 digits that it shows.',
    qrCode: 'QR code; it holds the key below',
    secret: 'Key',
    signOut: 'Sign out',
    signOutAsk: 'Sign out here as well?',
    signedOut: 'You are signed out.',
    broken: 'Sign-in was not completed',
    brokenHelp: 'Go back to Kaigong and sign in again.',
    over: 'This sign-in is over: go back to Kaigong and sign in again.',
    otherLanguage: '中文',
    faults: {
      wrong: 'Account or password is wrong. After 5 wrong attempts it is locked for 15 minutes.',
      wrongCode: 'The code is wrong or was used before: wait for the next one.',
      locked:
        'The account is locked: try again in 15 minutes, or ask an administrator to unlock it.',
      differ: 'The two new passwords differ.',
      short: 'The new password has fewer than 10 characters.',
      long: 'The new password has more than 200 characters.',
      simple: 'The new password needs three kinds of small letters, capitals, digits and signs.',
      ownName: 'The new password must not hold the account.',
      same: 'The new password is the current one.',
    },
  },
};
